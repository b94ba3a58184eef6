package health.consilium.intake;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Role;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.stereotype.Component;

/** Takes in documents and cases one by one, within a transaction or alone. */
@Component
@Interceptor(order = 120)
class DocumentIntake implements StorageInterceptor {

    static final String RECORD = FhirPackage.CANONICAL + "/StructureDefinition/record";
    private static final String PACKAGE = FhirPackage.CANONICAL + "/StructureDefinition/package";
    private static final String CASE_REQUEST = FhirPackage.CANONICAL + "/StructureDefinition/case-request";

    private final Callers callers;
    private final Uploads uploads;
    private final CaseReferences caseReferences;
    private final NewCaseRecords newCase;
    private final Arrivals arrivals;

    DocumentIntake(
            Callers callers,
            Uploads uploads,
            CaseReferences caseReferences,
            NewCaseRecords newCase,
            Arrivals arrivals) {
        this.callers = callers;
        this.uploads = uploads;
        this.caseReferences = caseReferences;
        this.newCase = newCase;
        this.arrivals = arrivals;
    }

    /** Before the server labels it, because the case is found by references. */
    @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = 80)
    public void resolveCase(IBaseResource created, RequestDetails request) {
        if (created instanceof DocumentReference document && isClients(request)) {
            caseReferences.resolve(document);
        }
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void beforeCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof Binary binary && isClients(request)) {
            SentDocuments.rememberMade(request, binary);
        }
        if (!(created instanceof DocumentReference document) || !isClients(request)) {
            return;
        }
        if (document.getMeta().hasProfile(PACKAGE)) {
            throw Refusal.unprocessable(
                            "invalid-profile",
                            "A package is frozen by the server: call $package on the case.",
                            "DocumentReference.meta.profile")
                    .asException();
        }
        claimRecord(document, callers.current());
        for (int i = 0; i < document.getContent().size(); i++) {
            Attachment attachment = document.getContent().get(i).getAttachment();
            uploads.take(attachment, "DocumentReference.content[" + i + "].attachment", request);
        }
        // A centre's document must not lead the centre to the case, by which two could find that they share one.
        if (!callers.current().is(Role.CENTRE)) {
            caseReferences.write(document);
        }
    }

    /** What a hospital or a patient sends is a record, also when, as in MHD, it claims another profile. */
    private static void claimRecord(DocumentReference document, Caller caller) {
        boolean claims = document.getMeta().getProfile().stream()
                .anyMatch(profile -> profile.getValue().startsWith(FhirPackage.CANONICAL));
        if (!claims && caller.is(Role.HOSPITAL, Role.PATIENT)) {
            document.getMeta().addProfile(RECORD);
        }
    }

    @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
    public void afterCreate(IBaseResource created, RequestDetails request) {
        if (created instanceof DocumentReference document) {
            if (isClients(request)) {
                uploads.labelLike(document, request);
            }
            if (document.getMeta().hasProfile(RECORD)) {
                arrivals.of(document);
            }
        } else if (created instanceof ServiceRequest order
                && isClients(request)
                && order.getMeta().hasProfile(CASE_REQUEST)) {
            newCase.join(order);
        }
    }

    private static boolean isClients(RequestDetails request) {
        return !(request instanceof SystemRequestDetails);
    }
}
