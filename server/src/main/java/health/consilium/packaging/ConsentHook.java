package health.consilium.packaging;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import health.consilium.packaging.rules.SharedPackage;
import health.consilium.workflow.CaseLock;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Ties a consent to the bytes that the patient was shown: the server notes their SHA-256 in it. One consent is given once for a
 * centre and a package. Afterwards it can be ended, or end on another day; to widen it takes a new one.
 */
@Component
@Interceptor(order = 160)
class ConsentHook implements StorageInterceptor {

    private final FhirStore store;
    private final Grants grants;
    private final CaseLock lock;
    private final Clock clock;

    ConsentHook(@Lazy FhirStore store, Grants grants, @Lazy CaseLock lock, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.lock = lock;
        this.clock = clock;
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void given(IBaseResource created, RequestDetails request) {
        if (!(created instanceof Consent consent) || request instanceof SystemRequestDetails) {
            return;
        }
        Optional<SharedPackage> shared = SharedPackage.of(consent);
        Optional<DocumentReference> frozen = shared.flatMap(
                        terms -> store.find(DocumentReference.class, terms.documentId()))
                .filter(document -> document.getMeta().hasProfile(CaseMaterial.FROZEN));
        if (frozen.isEmpty()) {
            // What is wrong with it is said where it is used, all at once.
            return;
        }
        shared.get()
                .note(Freezer.recorded(frozen.get()))
                .map(Refusal::asException)
                .ifPresent(refused -> {
                    throw refused;
                });
        if (consent.getStatus() == ConsentState.ACTIVE) {
            Compartment.caseNumber(consent).ifPresent(lock::hold);
            refuseSecond(shared.get());
        }
    }

    private void refuseSecond(SharedPackage shared) {
        store
                .search(FhirQuery.of(Consent.class)
                        .where("data", "DocumentReference/" + shared.documentId())
                        .where("actor", shared.centre())
                        .where("status", "active"))
                .stream()
                .filter(before -> before.getProvision().getPeriod().getEnd() == null
                        || before.getProvision()
                                .getPeriod()
                                .getEnd()
                                .toInstant()
                                .isAfter(clock.instant()))
                .findFirst()
                .ifPresent(before -> {
                    throw Refusal.conflict(
                                    "duplicate",
                                    "Consent/" + before.getIdElement().getIdPart()
                                            + " lets this centre read this package already. Use it, or end it first.")
                            .asException();
                });
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void changed(IBaseResource before, IBaseResource after, RequestDetails request) {
        if (before instanceof Consent old
                && after instanceof Consent consent
                && !(request instanceof SystemRequestDetails)) {
            SharedPackage.change(old, consent).map(Refusal::asException).ifPresent(refused -> {
                throw refused;
            });
        }
    }

    /** The grants end when the consent does. */
    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
    public void prolonged(IBaseResource before, IBaseResource after) {
        if (before instanceof Consent old && after instanceof Consent consent) {
            Date end = consent.getProvision().getPeriod().getEnd();
            if (end != null && !end.equals(old.getProvision().getPeriod().getEnd())) {
                grants.until("Consent/" + consent.getIdElement().getIdPart(), end.toInstant());
            }
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_DELETED)
    public void deleted(IBaseResource deleted, RequestDetails request) {
        if (deleted instanceof Consent && !(request instanceof SystemRequestDetails)) {
            throw Refusal.unprocessable(
                            "unsupported",
                            "A consent stays as proof of what was allowed. To end it, set its status to inactive.",
                            "Consent.status")
                    .asException();
        }
    }
}
