package health.consilium.access;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.fhir.Refusal;
import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.SmartSession;
import java.util.EnumSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;

/**
 * Who came by a one-time link: others may read the same mails. So a link, which is there to enrol a passkey, lets a patient look
 * at the own case and change nothing; to whoever sees cases of others it opens none.
 */
final class ByLink {

    private static final Set<RestOperationTypeEnum> LOOKS = EnumSet.of(
            RestOperationTypeEnum.READ,
            RestOperationTypeEnum.VREAD,
            RestOperationTypeEnum.HISTORY_INSTANCE,
            RestOperationTypeEnum.SEARCH_TYPE,
            RestOperationTypeEnum.GET_PAGE,
            RestOperationTypeEnum.VALIDATE,
            // Each entry is asked for by itself.
            RestOperationTypeEnum.TRANSACTION);

    private ByLink() {}

    static boolean isCaller() {
        return SmartSession.current()
                .map(AuthenticatedParty::assurance)
                .filter(Assurance::isLow)
                .isPresent();
    }

    /** @throws health.consilium.fhir.RefusedException 403 */
    static void check(ServletRequestDetails request, Caller caller) {
        if (!caller.is(Role.PATIENT)) {
            throw Refusal.forbidden(
                            "You signed in by a link, with which you may add a passkey and nothing else. Sign in with"
                                    + " a passkey.")
                    .asException();
        }
        String operation = request.getOperation();
        if (operation == null
                ? !LOOKS.contains(request.getRestOperationType())
                : !OperationScopes.tells(operation, caller)) {
            throw changes();
        }
    }

    /** The same of what a Bundle holds. */
    static void check(Bundle bundle) {
        boolean looks = bundle.getEntry().stream()
                .map(entry -> entry.getRequest().getMethod())
                .allMatch(method -> method == HTTPVerb.GET || method == HTTPVerb.HEAD);
        if (!looks) {
            throw changes();
        }
    }

    private static RuntimeException changes() {
        return Refusal.forbidden(
                        "You signed in by a link, with which you may look at your case. Sign in with a passkey to"
                                + " send or change something.")
                .asException();
    }
}
