import { describe, expect, it } from "vitest"
import type { ModuleFacts, RegionFact } from "../../src/model/facts.ts"
import { assignmentsOf, callsOf, extract, factsOf, show, showType } from "./show.ts"

describe("calls", () => {
  it("come in evaluation order", () => {
    expect(callsOf(factsOf("app.route(prefix()).get(auth(load()), (request) => reply(request)).post(save)"))).toEqual([
      "global prefix()",
      "global app.route(global prefix())",
      "global load()",
      "global auth(global load())",
      "global reply(@0.0)",
      "global app.route().get(global auth(), function 0)",
      "global app.route().get().post(global save)",
    ])
  })

  it("say what becomes of them", () => {
    const { calls } = factsOf(`
      async function pay() {
        charge(); void notify(); await (store()); const receipt = await print!(); log(mark())
        isOpen && refund()
        if (await check()) return audit()
        return isOpen ? await close() : open()
      }
      const list = () => find()
      new Store<Order>(await connect())
    `)
    const table = calls.map(({ callee, result, isAwaited, isNew }) =>
      `${callee.kind === "global" && callee.name} ${result}${isAwaited ? " awaited" : ""}${isNew ? " new" : ""}`)
    expect(table).toEqual([
      "charge discarded", "notify discarded", "store discarded awaited", "print used awaited", "mark used",
      "log discarded", "refund discarded", "check used awaited", "audit returned", "close returned awaited",
      "open returned", "find returned", "connect used awaited", "Store discarded new",
    ])
  })

  it("know their type arguments, and where their name is written", () => {
    const text = "fastify.get<{ Body: NewOrder }>('/orders', list)\nload()"
    const { facts, spans } = extract(text)
    const [get, load] = facts.calls
    expect(get?.typeArguments.map((type) => showType(facts, type))).toEqual(["{ Body: global NewOrder }"])
    const textAt = (at = -1): string => text.slice(spans[3 * at], spans[3 * at + 1])
    expect(textAt(get?.calleeAt)).toBe("get")
    expect(textAt(load?.at)).toBe("load()")
    expect(spans[3 * (load?.at ?? 0) + 2]).toBe(2)
  })
})

describe("functions", () => {
  it("have names, parameters and types", () => {
    const facts = factsOf(`
      const list: RequestHandler = async (request, { params: { id } }, page: number = 1, ...rest: string[]) => id
      exports.create = function (this: Shop, body) {}
      class Orders { remove(@Param("id") id: string) {} ; find = async () => {} }
      function* walk<T>(items: T[]): Promise<Order> {}
    `)
    const table = facts.functions.map((fact) => [
      fact.name,
      fact.arity,
      fact.class ?? "-",
      fact.isAsync,
      fact.isArrow,
      fact.isGenerator,
      showType(facts, fact.type),
      showType(facts, fact.returnType),
      fact.parameters.map(({ name, type, isRest, default: standIn, decorators }) => [
        `${isRest ? "..." : ""}${name ?? "{}"}: ${showType(facts, type)} = ${show(facts, standIn)}`,
        ...decorators.map((value) => show(facts, value)),
      ].join(" ")),
    ])
    expect(table).toEqual([
      ["list", 2, "-", true, true, false, "global RequestHandler", "nothing", [
        "request: nothing = nothing", "{}: nothing = nothing", "page: number = 1", "...rest: string[] = nothing",
      ]],
      ["create", 1, "-", false, false, false, "nothing", "nothing", ["body: nothing = nothing"]],
      ["remove", 1, 0, false, false, false, "nothing", "nothing", ["id: string = nothing global Param()"]],
      ["find", 0, 0, true, true, false, "nothing", "nothing", []],
      ["walk", 1, "-", false, false, true, "nothing", "global Promise<global Order>", ["items: unknown[] = nothing"]],
    ])
    expect(facts.locals.slice(0, 5).map(({ name, values }) => [name, show(facts, values[0])])).toEqual([
      ["list", "function list"], ["Orders", "class Orders"], ["walk", "function walk"],
      ["id", "@list.1.params.id"], ["page", "(@list.2 ?? 1)"],
    ])
    expect(show(facts, facts.functions[0]?.returns[0]?.value)).toBe("$id")
  })

  it("know whose `this` they mean", () => {
    const facts = factsOf(`
      class Orders {
        router = Router()
        constructor() { this.router.get("/", () => this.list) }
        list() { return function () { return this.page } }
      }
    `)
    expect(facts.functions.flatMap(({ returns }) => returns.map(({ value }) => show(facts, value)))).toEqual([
      "this of constructor.list", "function 3", "this of 3.page",
    ])
  })
})

describe("classes", () => {
  const facts = factsOf(`
    @Controller("orders")
    @Public
    export class OrderController extends Base<Order> implements OnModuleInit, Shop.Lifecycle {
      static #count: number = 0
      declare page: Page
      @Inject(CACHE) cache!: Cache
      constructor(private readonly orders: OrderService, stock: Stock, readonly limit = 10) { super() }
      overload(id: string): void
      @Get(":id") @UseGuards(AuthGuard) async find(@Param("id") id: string) { return this.orders.find(id) }
      abstract audit(): void
      get total() { return 1 }
      set total(value) {}
      [Symbol.iterator]() {}
    }
  `)
  const [controller] = facts.classes

  it("have decorators, a base, interfaces and members", () => {
    const text = (value: Parameters<typeof show>[1]): string => show(facts, value)
    expect(controller).toMatchObject({ name: "OrderController" })
    expect(controller?.decorators.map(text)).toEqual(["global Controller()", "global Public"])
    expect(text(controller?.extends)).toBe("global Base")
    expect(controller?.implements.map(text)).toEqual(["global OnModuleInit", "global Shop.Lifecycle"])
    const members = controller?.members.map(({ name, kind, isStatic, value, type, decorators }) => {
      const words = [name, kind, isStatic ? "static" : "", text(value), showType(facts, type)]
      return [...words, decorators.map(text).join()].join(" ")
    })
    expect(members).toEqual([
      "#count property static 0 number ",
      "page property  nothing global Page ",
      "cache property  nothing global Cache global Inject()",
      "constructor constructor  function constructor nothing ",
      "orders property  nothing global OrderService ",
      "limit property  nothing nothing ",
      "find method  function find nothing global Get(),global UseGuards()",
      "audit method  nothing nothing ",
      "total getter  function total nothing ",
      "total setter  function total nothing ",
      "[Symbol.iterator] method  function [Symbol.iterator] nothing ",
    ])
  })

  it("assign parameter properties in the constructor", () => {
    expect(assignmentsOf(facts)).toEqual([
      "this of constructor.orders = @constructor.0", "this of constructor.limit = $limit",
    ])
    expect(facts.assignments[0]?.region).toBe(facts.functions[0]?.region)
  })
})

describe("regions", () => {
  function outline(facts: ModuleFacts): string[] {
    const depth = ({ parent }: RegionFact): number => parent < 0 ? 0 : 1 + depth(facts.regions[parent] as RegionFact)
    return facts.regions.map((region) => [
      "  ".repeat(depth(region)) + region.kind,
      ...(region.test ? [`if ${show(facts, region.test)}`] : []),
      ...(region.iterates ? [`over ${show(facts, region.iterates)}`] : []),
      ...(region.paired === undefined ? [] : [`with ${facts.regions[region.paired]?.kind}`]),
      ...(region.exits ? ["leaves"] : []),
    ].join(" "))
  }

  it("are the arms of conditions, loops, tries, functions and classes", () => {
    expect(outline(factsOf(`
      async function checkout(request, next) {
        if (!request.user) { return deny() } else if (closed) { throw late } else { if (a) return 1; else b() }
        for (const line of request.body.lines) { if (line.free) continue; price(line) }
        while (await more()) { break }
        try { await pay() } catch (error) { return next(error) } finally { close() }
        switch (request.body.kind) { case "cash": take(); break; default: refuse() }
        const total = request.body.total ?? sum() , open = isOpen && check(), kind = rush ? fast() : slow()
        process.exit()
      }
      class Shop { static { start() } }
    `))).toEqual([
      "module",
      "  function",
      "    then if (! @checkout.0.user) leaves",
      "    else if (! @checkout.0.user)",
      "      then if global closed leaves",
      "      else if global closed",
      "        then if global a leaves",
      "        else if global a",
      "    loop over @checkout.0.body.lines",
      "      then if $line.free leaves",
      "    loop if global more() leaves",
      "    try with catch",
      "    catch with try leaves",
      "    finally",
      '    then if (@checkout.0.body.kind === "cash") leaves',
      "    else if @checkout.0.body.kind",
      "    else if @checkout.0.body.total",
      "    then if global isOpen",
      "    then if global rush",
      "    else if global rush",
      "  class",
    ])
  })

  it("leave when both arms do, or when what follows is never reached", () => {
    expect(outline(factsOf(`
      function take() { if (a) { return 1 } else { throw b } }
      function give() { return send(); function send() {} }
      function stop() { process.exit() }
      const list = () => orders
      const find = () => { orders }
    `))).toEqual([
      "module",
      "  function leaves", "    then if global a leaves", "    else if global a leaves",
      "  function leaves", "    function",
      "  function",
      "  function leaves",
      "  function",
    ])
  })

  it("hold the calls, throws and returns that run in them", () => {
    const facts = factsOf("function open(key) { if (!key) throw denied(); return isOpen || unlock(key) }")
    const kindOf = (region = 0): string | undefined => facts.regions[region]?.kind
    expect(facts.calls.map(({ region }) => kindOf(region))).toEqual(["then", "else"])
    const thrown = facts.throws.map(({ value, region }) => [show(facts, value), kindOf(region)])
    expect(thrown).toEqual([["global denied()", "then"]])
    expect(facts.functions[0]?.returns.map(({ region }) => kindOf(region))).toEqual(["function"])
    expect(facts.regions.map((region) => region.function)).toEqual([-1, 0, 0, 0])
  })
})

describe("assignments", () => {
  it("to members and elements, compound ones as operations", () => {
    expect(assignmentsOf(factsOf(`
      response.locals.user = user; cache[key] = order; config.port ||= 3000; this.count += 1; stats.hits++
      ;[shop.first, { id: shop.id }] = rows
      Order.prototype.total = function () {}
    `))).toEqual([
      "global response.locals.user = global user",
      "global cache[global key] = global order",
      "global config.port = (global config.port || 3000)",
      "this.count = (this.count + 1)",
      "global stats.hits = (++ global stats.hits)",
      "global shop.first = global rows.0",
      "global shop.id = global rows.1.id",
      "global Order.prototype.total = function total",
    ])
  })
})
