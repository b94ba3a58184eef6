package health.consilium.packaging;

import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.packaging.rules.ClinicalQuestion;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Numbers;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.rules.TaskKind;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.springframework.stereotype.Component;

/** The resources of a referral. Nothing in them leads to the case, so that two centres cannot find that they share one. */
@Component
class ReferralForms {

    private static final String REQUEST = FhirPackage.CANONICAL + "/StructureDefinition/referral-request";
    private static final String TASK = FhirPackage.CANONICAL + "/StructureDefinition/referral-task";
    private static final String CATEGORY = FhirPackage.CANONICAL + "/CodeSystem/request-category";

    private static final String MODE = FhirPackage.CANONICAL + "/StructureDefinition/delivery-mode";

    private final FhirStore store;
    private final Cases cases;
    private final Numbers numbers;
    private final WorkflowSettings settings;
    private final Callers callers;
    private final Clock clock;

    ReferralForms(
            FhirStore store, Cases cases, Numbers numbers, WorkflowSettings settings, Callers callers, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.numbers = numbers;
        this.settings = settings;
        this.callers = callers;
        this.clock = clock;
    }

    /** Of one referral. */
    record Labels(String referralNumber, Coding ofCase, Coding ofReferral) {

        void writeTo(Resource resource) {
            resource.getMeta().addSecurity(ofCase.copy()).addSecurity(ofReferral.copy());
        }
    }

    Labels labels(CaseFile file) {
        String number = numbers.newReferralNumber();
        return new Labels(number, Compartment.ofCase(file.number()), Compartment.ofReferral(number));
    }

    /** How the patient chose to have the opinion from this centre: the estimate that was picked says it. */
    private Optional<Type> mode(CaseFile file, String centre) {
        return cases.lastCompleted(file.number(), "choose-option")
                .flatMap(task -> TaskSteps.outputs(task, "option").stream().findFirst())
                .flatMap(option ->
                        store.find(Claim.class, option.getReferenceElement().getIdPart()))
                .filter(price -> centre.equals(price.getProvider().getReference()))
                .map(price -> price.getExtensionByUrl(MODE))
                .map(Extension::getValue);
    }

    ServiceRequest request(CaseFile file, SubmitRequest asked, Labels labels) {
        ServiceRequest request = new ServiceRequest();
        request.getMeta().addProfile(REQUEST);
        labels.writeTo(request);
        file.request()
                .getExtensionsByUrl(ClinicalQuestion.URL)
                .forEach(question -> request.addExtension(question.copy()));
        mode(file, asked.centre()).ifPresent(mode -> request.addExtension(MODE, mode.copy()));
        request.setRequisition(Numbers.ofReferral(labels.referralNumber()));
        request.setStatus(ServiceRequestStatus.ACTIVE);
        request.setIntent(ServiceRequestIntent.ORDER);
        request.addCategory(new CodeableConcept(new Coding(CATEGORY, "second-opinion", "Second opinion")));
        request.setPriority(file.request().getPriority());
        request.setSubject(file.patient().copy());
        request.setAuthoredOn(Date.from(clock.instant()));
        request.setRequester(new Reference(settings.coordinationDeskReference()));
        request.addPerformer(new Reference(asked.centre()));
        file.request().getReasonCode().forEach(reason -> request.addReasonCode(reason.copy()));
        request.addSupportingInfo(new Reference(asked.sent()));
        request.addSupportingInfo(new Reference(asked.consent()));
        return request;
    }

    Task task(CaseFile file, SubmitRequest asked, ServiceRequest request, Labels labels) {
        Task task = new Task();
        task.getMeta().addProfile(TASK);
        labels.writeTo(task);
        task.addIdentifier(Numbers.ofReferral(labels.referralNumber()));
        task.setGroupIdentifier(Numbers.ofReferral(labels.referralNumber()));
        task.setIntent(Task.TaskIntent.ORDER);
        task.getCode()
                .addCoding(new Coding(TaskKind.Codes.HL7, "fulfill", null))
                .addCoding(new Coding(TaskKind.Codes.SYSTEM, TaskKind.Codes.REFERRAL, null));
        task.setFocus(new Reference("ServiceRequest/" + request.getIdElement().getIdPart()));
        task.setFor(file.patient().copy());
        task.setOwner(new Reference(asked.centre()));
        task.addInput(TaskSteps.input("package", new Reference(asked.sent())));
        task.addInput(TaskSteps.input("consent", new Reference(asked.consent())));
        asked.overrides().values().forEach(reason -> task.addInput(TaskSteps.input("reason", new StringType(reason))));
        return task;
    }

    /** The gap stays open: it was not met, it was passed over, by whom and why. */
    DetectedIssue overridden(DetectedIssue gap, String reason) {
        gap.addMitigation()
                .setAction(new CodeableConcept().setText("Overridden at submission: " + reason))
                .setDate(Date.from(clock.instant()))
                .setAuthor(callers.current().reference());
        return gap;
    }
}
