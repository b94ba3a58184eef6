package health.consilium.notification;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import health.consilium.fhir.FhirOperation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.springframework.stereotype.Component;

/** {@code GET Subscription/[id]/$status} and {@code GET Subscription/$status}: where subscriptions stand. */
@Component
class SubscriptionStatusOperation implements FhirOperation {

    private static final String DEFINITION =
            "http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-status";

    private final SubscriptionLog log;

    SubscriptionStatusOperation(SubscriptionLog log) {
        this.log = log;
    }

    @Operation(name = "$status", typeName = "Subscription", idempotent = true, canonicalUrl = DEFINITION)
    public Bundle ofOne(@IdParam IIdType id) {
        return log.statusOf(id.getIdPart());
    }

    @Operation(name = "$status", typeName = "Subscription", idempotent = true, canonicalUrl = DEFINITION)
    public Bundle ofAll(
            @OperationParam(name = "id") List<IdType> ids, @OperationParam(name = "status") List<CodeType> status) {
        return log.statusOfAll(values(ids), values(status));
    }

    /** Several values come as parameters of their own or joined by commas. */
    private static Set<String> values(List<? extends PrimitiveType<String>> given) {
        return given == null
                ? Set.of()
                : given.stream()
                        .map(PrimitiveType::getValueAsString)
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(value -> value.substring(value.lastIndexOf('/') + 1))
                        .collect(Collectors.toSet());
    }
}
