package health.consilium.fhir;

/**
 * Marks a bean with HAPI hooks on REST requests ({@code SERVER_*}, and the storage hooks that concern only what leaves the
 * server through REST). Every such bean is registered with the endpoint; place it by
 * {@link ca.uhn.fhir.interceptor.api.Interceptor#order()}.
 */
public interface EndpointInterceptor {}
