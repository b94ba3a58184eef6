package health.consilium.packaging;

import health.consilium.fhir.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;

/**
 * What {@code $submit} is asked for.
 *
 * @param centre such as {@code Organization/1}
 * @param sent the frozen package, such as {@code DocumentReference/2}
 * @param consent such as {@code Consent/3}
 * @param overrides reasons to go on in spite of a gap, by the reference of the gap
 */
record SubmitRequest(String centre, String sent, String consent, Map<String, String> overrides) {

    static SubmitRequest of(
            Reference centre, Reference sent, Reference consent, List<ParametersParameterComponent> overrides) {
        Map<String, String> reasons = new LinkedHashMap<>();
        if (overrides != null) {
            overrides.forEach(override -> reasons.put(
                    reference(
                            part(override, "gap") instanceof Reference gap ? gap : null,
                            "DetectedIssue",
                            "override.gap"),
                    reason(part(override, "reason"))));
        }
        return new SubmitRequest(
                reference(centre, "Organization", "centre"),
                reference(sent, "DocumentReference", "package"),
                reference(consent, "Consent", "consent"),
                reasons);
    }

    private static Type part(ParametersParameterComponent override, String name) {
        return override.getPart().stream()
                .filter(part -> name.equals(part.getName()))
                .map(ParametersParameterComponent::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String reason(Type value) {
        String reason = value == null || !value.isPrimitive() ? "" : value.primitiveValue();
        if (reason.isBlank()) {
            throw Refusal.badRequest(
                            "malformed",
                            "Each override gives a reason (string): the centre reads why the opinion can be given without"
                                    + " the item.",
                            "override.reason")
                    .asException();
        }
        return reason;
    }

    private static String reference(Reference reference, String type, String parameter) {
        IdType id = new IdType(reference == null ? null : reference.getReference());
        if (!type.equals(id.getResourceType()) || !id.hasIdPart()) {
            throw Refusal.badRequest(
                            "malformed",
                            "The parameter " + parameter + " is needed: a reference such as " + type + "/1.",
                            parameter)
                    .asException();
        }
        return id.toUnqualifiedVersionless().getValue();
    }
}
