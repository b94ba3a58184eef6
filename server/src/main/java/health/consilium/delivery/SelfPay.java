package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** The patient pays: what R4 wants to be said of that in each Claim. */
@Component
class SelfPay {

    static final String COST_LINE = "https://w3id.org/consilium/fhir/CodeSystem/cost-line";
    private static final Coding PAY = new Coding("http://terminology.hl7.org/CodeSystem/coverage-selfpay", "pay", null);

    private final FhirStore store;
    private final Cases cases;

    SelfPay(FhirStore store, Cases cases) {
        this.store = store;
        this.cases = cases;
    }

    /** What is the same in all Claims of a case. */
    void begin(CaseFile file, Claim claim) {
        claim.setType(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/claim-type", "professional", null)));
        claim.setPriority(new CodeableConcept(
                new Coding("http://terminology.hl7.org/CodeSystem/processpriority", "normal", null)));
        claim.setPatient(file.patient().copy());
        claim.addInsurance().setSequence(1).setFocal(true).setCoverage(coverage(file));
    }

    private Reference coverage(CaseFile file) {
        Coverage coverage = cases.resources(file.number(), Coverage.class).stream()
                .filter(known -> known.getType().hasCoding(PAY.getSystem(), PAY.getCode()))
                .findFirst()
                .orElseGet(() -> store.create(create(file)));
        return new Reference("Coverage/" + coverage.getIdElement().getIdPart());
    }

    private static Coverage create(CaseFile file) {
        Coverage coverage = new Coverage();
        coverage.getMeta().addSecurity(Compartment.ofCase(file.number()));
        coverage.setStatus(Coverage.CoverageStatus.ACTIVE);
        coverage.setType(new CodeableConcept(PAY.copy()));
        coverage.setBeneficiary(file.patient().copy());
        coverage.addPayor(file.patient().copy());
        return coverage;
    }
}
