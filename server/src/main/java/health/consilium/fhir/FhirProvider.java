package health.consilium.fhir;

import ca.uhn.fhir.rest.server.IResourceProvider;

/** Marks a bean that serves a resource type in place of HAPI's storage. */
public interface FhirProvider extends IResourceProvider {}
