package health.consilium.centres;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Role;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.fhir.StorageInterceptor;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Options and their prices belong to the desk: it alone writes drafts, publishes a set by making it active, and withdraws it
 * by revoking it. What is published does not change under the patient.
 */
@Component
@Interceptor(order = 160)
class OptionsHook implements StorageInterceptor {

    private final Callers callers;
    private final Publication publication;

    OptionsHook(Callers callers, @Lazy Publication publication) {
        this.callers = callers;
        this.publication = publication;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (request instanceof SystemRequestDetails || !isOurs(created)) {
            return;
        }
        callers.require(Role.COORDINATOR);
        if (!isDraft(created)) {
            throw refused("Options and estimates begin as a draft.").asException();
        }
        Resource resource = (Resource) created;
        Compartment.caseNumber(resource).ifPresent(number -> {
            resource.getMeta().getSecurity().removeIf(label -> Compartment.SYSTEM.equals(label.getSystem()));
            resource.getMeta().addSecurity(Compartment.atDesk(number));
        });
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void beforeUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (request instanceof SystemRequestDetails || !(isOurs(before) || isOurs(after))) {
            return;
        }
        callers.require(Role.COORDINATOR);
        if (!isOurs(before) || !isOurs(after)) {
            throw refused("What is an estimate or a set of options stays one, and nothing else becomes one.")
                    .asException();
        }
        if (before instanceof RequestGroup old && after instanceof RequestGroup group) {
            beforeUpdate(old, group);
        } else if (!isDraft(before) || !isDraft(after)) {
            throw refused("An estimate is published with its options, and from then on does not change.")
                    .asException();
        }
    }

    private void beforeUpdate(RequestGroup old, RequestGroup group) {
        boolean publishes = old.getStatus() == RequestStatus.DRAFT && group.getStatus() == RequestStatus.ACTIVE;
        boolean withdraws = old.getStatus() == RequestStatus.ACTIVE && group.getStatus() == RequestStatus.REVOKED;
        boolean drafts = isDraft(old) && (isDraft(group) || group.getStatus() == RequestStatus.REVOKED);
        if (publishes) {
            List<Refusal> objections = publication.objections(group);
            if (!objections.isEmpty()) {
                throw new RefusedException(objections);
            }
            publication.mark(group);
        } else if (!drafts && !(withdraws && isSame(old, group))) {
            throw refused(
                            "Published options do not change. Withdraw them by status revoked and nothing else, or publish the"
                                    + " new set that $assess makes: it takes their place.")
                    .asException();
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void afterUpdate(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (request instanceof SystemRequestDetails
                || !(before instanceof RequestGroup old && after instanceof RequestGroup group)
                || !OptionDrafts.isOptions(group)
                || old.getStatus() == group.getStatus()) {
            return;
        }
        if (group.getStatus() == RequestStatus.ACTIVE) {
            publication.carryOut(group);
        } else if (group.getStatus() == RequestStatus.REVOKED) {
            publication.withdrawPrices(group);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void beforeDelete(IBaseResource deleted, RequestDetails request) {
        if (!(request instanceof SystemRequestDetails) && isOurs(deleted) && !isDraft(deleted)) {
            throw refused("What was published stays on record. Withdraw the options by status revoked.")
                    .asException();
        }
    }

    static boolean isOurs(IBaseResource resource) {
        return resource instanceof RequestGroup group && OptionDrafts.isOptions(group)
                || resource instanceof Claim claim && OptionDrafts.isEstimate(claim);
    }

    static boolean isDraft(IBaseResource resource) {
        return resource instanceof RequestGroup group
                ? group.getStatus() == RequestStatus.DRAFT
                : ((Claim) resource).getStatus() == ClaimStatus.DRAFT;
    }

    private static boolean isSame(RequestGroup old, RequestGroup group) {
        return rest(old).equalsDeep(rest(group));
    }

    private static RequestGroup rest(RequestGroup group) {
        RequestGroup rest = group.copy();
        rest.setId((String) null);
        rest.setMeta(new Meta());
        rest.setText(null);
        rest.setStatus(null);
        return rest;
    }

    private static Refusal refused(String message) {
        return Refusal.unprocessable("published", message);
    }
}
