package health.consilium.completeness.rules;

import health.consilium.terminology.rules.ChecklistItem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Patient;

/** The patient has name, full birth date and identifier, and no record is of anybody else. */
final class IdentityRule implements ItemRule {
    private static final int FULL_DATE = "yyyy-mm-dd".length();

    @Override
    public Finding judge(ChecklistItem item, EvidenceIndex index, LocalDate asOf) {
        Patient patient = index.patient();
        if (patient == null) {
            return Finding.missing("the Patient with name, birth date and identifier");
        }
        List<Reason> reasons = new ArrayList<>();
        String reference = CaseRecords.reference(patient);
        if (!patient.hasName()
                || !patient.getNameFirstRep().hasFamily()
                        && !patient.getNameFirstRep().hasText()) {
            reasons.add(lacks(reference, "a name"));
        }
        String born = patient.getBirthDateElement().getValueAsString();
        if (born == null || born.length() < FULL_DATE) {
            reasons.add(lacks(reference, "a full birth date"));
        }
        if (!patient.hasIdentifier()) {
            reasons.add(lacks(reference, "an identifier"));
        }
        index.foreign().forEach(e -> reasons.add(Reason.of(Problem.OTHER_PATIENT, e)));
        return reasons.isEmpty()
                ? Finding.met(List.of(reference))
                : new Finding(RequirementStatus.PARTIAL, List.of(reference), reasons);
    }

    private static Reason lacks(String reference, String what) {
        return new Reason(Problem.INCOMPLETE.code(), reference + " lacks " + what, reference);
    }
}
