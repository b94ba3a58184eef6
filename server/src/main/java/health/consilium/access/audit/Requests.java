package health.consilium.access.audit;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Role;
import health.consilium.access.audit.rules.Agent;
import health.consilium.access.audit.rules.AskedEntry;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.RequestAddress;
import health.consilium.smart.SmartSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The request that a thread serves, also where storage is asked with the server's own authority. */
final class Requests {

    private static final String KEY = Requests.class.getName();
    private static final int LONGEST = 16_000;

    private Requests() {}

    static void begin(ServletRequestDetails request) {
        RequestAttributes attributes = RequestContextHolder.getRequestAttributes();
        if (attributes != null) {
            attributes.setAttribute(KEY, request, RequestAttributes.SCOPE_REQUEST);
        }
    }

    static Optional<ServletRequestDetails> current() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes()).map(attributes ->
                (ServletRequestDetails) attributes.getAttribute(KEY, RequestAttributes.SCOPE_REQUEST));
    }

    /** Who sent the request; the server itself where there is none. */
    static Agent agent() {
        return SmartSession.current().map(Requests::agent).orElse(Agent.SERVER);
    }

    static Agent agent(AuthenticatedParty party) {
        return new Agent(
                party.subject(),
                Role.valueOf(party.role().name()).code(),
                party.fhirUser(),
                party.organization().orElse(null),
                party.clientId(),
                RequestAddress.current());
    }

    /** Address and all parameters, those of the body as well; cut off where it is longer than an address could be. */
    static String asked(RequestDetails request) {
        String parameters = request.getParameters().entrySet().stream()
                .flatMap(parameter -> Stream.of(parameter.getValue())
                        .map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        String address = request.getCompleteUrl().split("\\?", 2)[0];
        return StringUtils.abbreviate(address + "?" + parameters, LONGEST);
    }

    /** The same of an entry of a Bundle. */
    static String asked(RequestDetails request, AskedEntry entry) {
        return StringUtils.abbreviate(request.getFhirServerBase() + "/" + entry.url(), LONGEST);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String id(RequestDetails request) {
        return request.getRequestId();
    }
}
