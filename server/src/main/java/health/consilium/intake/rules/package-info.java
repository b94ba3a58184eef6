/** What of a document may still change when it is in: pure functions of what it was and what it would be. */
package health.consilium.intake.rules;
