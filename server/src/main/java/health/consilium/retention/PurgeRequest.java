package health.consilium.retention;

import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.retention.rules.Reason;
import health.consilium.retention.rules.Scope;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What {@code $purge} is asked.
 *
 * @param attestation the statement of a centre, such as {@code DocumentReference/1}; empty where there is none
 */
record PurgeRequest(Scope scope, Reason reason, boolean dryRun, Optional<String> attestation) {

    /** @throws RefusedException 400 or 422, naming the parameter */
    static PurgeRequest of(CodeType scope, CodeType reason, BooleanType dryRun, Reference attestation) {
        Scope what = Scope.of(code(scope, "scope"))
                .orElseThrow(() -> unknown(
                        "scope", Arrays.stream(Scope.values()).map(Scope::code).collect(Collectors.joining(", "))));
        Reason why = Reason.of(code(reason, "reason"))
                .orElseThrow(() -> unknown(
                        "reason",
                        Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining(", "))));
        boolean dry = dryRun != null && dryRun.booleanValue();
        if (attestation != null && (what != Scope.CENTRE_COPY || dry)) {
            throw bad(
                    "malformed",
                    "attestation is the statement of a centre that it has erased its copy: it goes with scope"
                            + " centre-copy, and not with dryRun.",
                    "attestation");
        }
        return new PurgeRequest(what, why, dry, Optional.ofNullable(attestation).map(PurgeRequest::document));
    }

    private static String code(CodeType value, String name) {
        if (value == null || !value.hasValue()) {
            throw bad("malformed", "The parameter " + name + " is needed.", name);
        }
        return value.getValue();
    }

    private static String document(Reference attestation) {
        IdType id = new IdType(String.valueOf(attestation.getReference()));
        if (!"DocumentReference".equals(id.getResourceType()) || !id.hasIdPart()) {
            throw bad("malformed", "attestation is a reference such as DocumentReference/1.", "attestation");
        }
        return id.toUnqualifiedVersionless().getValue();
    }

    private static RefusedException bad(String code, String message, String parameter) {
        return Refusal.badRequest(code, message, parameter).asException();
    }

    private static RefusedException unknown(String parameter, String known) {
        return Refusal.unprocessable(
                        "unknown-code", "The parameter " + parameter + " is one of " + known + ".", parameter)
                .asException();
    }
}
