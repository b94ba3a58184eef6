package health.consilium.completeness.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.hl7.fhir.r4.model.Patient;

/** Sex and age. */
final class PersonFacts implements FactRule {

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        Patient patient = context.index().patient();
        if (patient == null) {
            return;
        }
        String gender = patient.hasGender() ? patient.getGender().toCode() : "";
        if (gender.equals("female") || gender.equals("male")) {
            facts.is("sex", gender);
        }
        if (gender.equals("male")) {
            facts.is("childbearingPotential", false);
        }
        LocalDate born = ClinicalDates.day(patient.getBirthDateElement());
        if (born != null && !born.isAfter(context.asOf())) {
            facts.is("ageYears", BigDecimal.valueOf(ChronoUnit.YEARS.between(born, context.asOf())));
        }
    }
}
