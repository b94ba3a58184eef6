/** The audit trail as values: what an event is, how it hangs in the chain, how it reads as a FHIR AuditEvent. */
package health.consilium.access.audit.rules;
