package health.consilium.access;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import health.consilium.fhir.Refusal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;

/**
 * What may be asked of HAPI's own operations where it makes a difference. HAPI ignores what it does not know, so that whoever
 * narrows {@code $everything} by R4's {@code start}, or by {@code _lastUpdated}, would be shown more than was asked for; and
 * some of what it does know tells of resources that the caller does not see.
 */
final class OperationParameters {

    /** What HAPI has besides is for other patients ({@code _mdm}), for text that is not indexed, or what pages are for. */
    private static final Set<String> OF_EVERYTHING = Set.of("_count", "_type");

    private static final Set<String> OF_EVERY_ANSWER = Set.of("_elements", "_format", "_pretty", "_summary");

    private static final int LONGEST_NAME = 64;

    private OperationParameters() {}

    /** @throws health.consilium.fhir.RefusedException 400 for what nobody is offered, 403 for what this caller is not */
    static void check(RequestDetails request, Visibility visibility) {
        String operation = String.valueOf(request.getOperation());
        if (operation.equals("$everything")) {
            checkEverything(request);
        } else if (operation.equals("$validate") && !visibility.mayReach()) {
            checkMode(request);
        }
    }

    private static void checkEverything(RequestDetails request) {
        Stream<String> inBody = inBody(request).map(ParametersParameterComponent::getName);
        Stream.concat(request.getParameters().keySet().stream(), inBody)
                .map(String::valueOf)
                .filter(name -> !OF_EVERYTHING.contains(name) && !OF_EVERY_ANSWER.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.badRequest(
                                    "unknown-parameter",
                                    "$everything takes no " + StringUtils.abbreviate(name, LONGEST_NAME)
                                            + " here; it takes " + String.join(", ", new TreeSet<>(OF_EVERYTHING))
                                            + ". By anything else search for one type.")
                            .asException();
                });
    }

    /** Whether something stands in the way of a deletion HAPI tells, whosever it is. */
    private static void checkMode(RequestDetails request) {
        Stream<String> inAddress =
                Stream.ofNullable(request.getParameters().get("mode")).flatMap(Arrays::stream);
        Stream<String> inBody = inBody(request)
                .filter(parameter -> "mode".equals(parameter.getName()) && parameter.hasValue())
                .map(parameter -> parameter.getValue().primitiveValue());
        if (Stream.concat(inAddress, inBody).anyMatch("delete"::equals)) {
            throw Refusal.forbidden("$validate with mode=delete is for the coordination desk, which deletes.")
                    .asException();
        }
    }

    private static Stream<ParametersParameterComponent> inBody(RequestDetails request) {
        return request.getResource() instanceof Parameters body ? body.getParameter().stream() : Stream.empty();
    }
}
