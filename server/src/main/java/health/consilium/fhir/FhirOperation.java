package health.consilium.fhir;

/**
 * Marks a bean with FHIR operations ({@link ca.uhn.fhir.rest.annotation.Operation} methods). Every such bean is
 * registered with the endpoint; nothing else is.
 */
public interface FhirOperation {}
