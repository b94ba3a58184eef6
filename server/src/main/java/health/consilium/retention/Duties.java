package health.consilium.retention;

import health.consilium.fhir.FhirStore;
import health.consilium.retention.rules.Duty;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Worklist;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.springframework.stereotype.Component;

/** The duties to keep the records of a case, by the laws of the countries of its patient and of who sent it. */
@Component
class Duties {

    private final FhirStore store;
    private final Worklist worklist;
    private final EndedCases ended;
    private final RetentionSettings settings;
    private final Clock clock;

    Duties(FhirStore store, Worklist worklist, EndedCases ended, RetentionSettings settings, Clock clock) {
        this.store = store;
        this.worklist = worklist;
        this.ended = ended;
        this.settings = settings;
        this.clock = clock;
    }

    /** The one that lasts longest, if one lasts still. */
    Optional<Duty> standing(CaseFile file) {
        return Duty.standing(settings.laws(), countries(file), end(file), today());
    }

    /** The one that lasted longest, if all are over; empty as well where the law of a country is not known. */
    Optional<Duty> over(CaseFile file) {
        return Duty.over(settings.laws(), countries(file), end(file), today());
    }

    /** Of a case that ended later nothing can be over; empty where no law is known. */
    Optional<Instant> latestEnd() {
        return settings.laws().values().stream()
                .map(Duty.Law::years)
                .min(Integer::compare)
                .map(fewest -> today().minusYears(fewest)
                        .plusDays(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
    }

    private LocalDate today() {
        return day(clock.instant());
    }

    private static LocalDate day(Instant when) {
        return LocalDate.ofInstant(when, ZoneOffset.UTC);
    }

    /** One that has not ended yet would end today. */
    private LocalDate end(CaseFile file) {
        return day(ended.endOf(file.number())
                .or(() -> Optional.ofNullable(file.root().getLastModified()).map(java.util.Date::toInstant))
                .orElseGet(clock::instant));
    }

    private List<String> countries(CaseFile file) {
        List<Address> addresses = new ArrayList<>();
        store.find(Patient.class, file.patient().getReference())
                .ifPresent(patient -> addresses.addAll(patient.getAddress()));
        Optional.ofNullable(worklist.sender(file).getReference())
                .filter(sender -> sender.startsWith("Organization/"))
                .flatMap(sender -> store.find(Organization.class, sender))
                .ifPresent(hospital -> addresses.addAll(hospital.getAddress()));
        return addresses.stream()
                .filter(Address::hasCountry)
                .map(Address::getCountry)
                .distinct()
                .toList();
    }
}
