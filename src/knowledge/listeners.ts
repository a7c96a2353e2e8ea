/**
 * Names of methods that have a function called when something happens.
 *
 * Sources: https://nodejs.org/api/events.html , https://developer.mozilla.org/docs/Web/API/EventTarget/addEventListener ,
 * https://rxjs.dev/guide/observable#subscribing-to-observables
 *
 * @module
 */

/** Those of Node's emitters, `once` and its kin included. */
export const emitterMethods: readonly string[] = ["on", "once", "addListener", "prependListener"]

/** Those of whatever tells of events. */
export const subscribingMethods: ReadonlySet<string> = new Set([...emitterMethods, "addEventListener", "subscribe"])
