/** Which documents need a translation and what makes one: pure functions. */
package health.consilium.translation.rules;
