/** The completeness engine: facts and evidence of a case against a checklist. No Spring, no server, no clock. */
package health.consilium.completeness.rules;
