package health.consilium.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;

/** The cases of examples/cases: what a hospital sends, and the files that go with it. */
public final class ExampleCases {

    /** A megabyte each, sent by nearly every test. */
    private static final Map<String, Bundle> PARSED = new ConcurrentHashMap<>();

    /** {@code completeness.asOf} of each {@code expected.json}. */
    private static final LocalDate WRITTEN_FOR = LocalDate.of(2026, 11, 20);

    private ExampleCases() {}

    /** What the hospital sends of an example case, as it stands in its file. */
    public static Bundle transaction(String example) {
        return PARSED.computeIfAbsent(
                        example,
                        file -> Api.FHIR.newJsonParser().parseResource(Bundle.class, text(file + "/transaction.json")))
                .copy();
    }

    /** An example case with identifiers of its own, so that it is a new patient and a new case. */
    public static Bundle fresh(String example) {
        String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);
        Bundle bundle = transaction(example);
        for (BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.getRequest().hasIfNoneExist()) {
                entry.getRequest().setIfNoneExist(entry.getRequest().getIfNoneExist() + suffix);
            }
            Api.FHIR.newTerser().getAllPopulatedChildElementsOfType(entry.getResource(), Identifier.class).stream()
                    .filter(identifier -> String.valueOf(identifier.getSystem()).contains("/sid/hospital-nairobi/"))
                    .forEach(identifier -> identifier.setValue(identifier.getValue() + suffix));
        }
        return bundle;
    }

    /** The same from a hospital that writes English, so that nothing waits for a translation. */
    public static Bundle inEnglish(String example) {
        return inEnglish(fresh(example));
    }

    /** The same case from a hospital that writes English. */
    public static Bundle inEnglish(Bundle transaction) {
        transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .forEach(record -> record.getContentFirstRep().getAttachment().setLanguage("en"));
        return transaction;
    }

    /** The same case with its dates moved, so that the gate finds it as fresh today as on the day for which it was written. */
    public static Bundle upToDate(Bundle transaction) {
        return asFreshOn(LocalDate.now(ZoneOffset.UTC), transaction);
    }

    /** The same for another day. As {@code hospital.sh --fresh-on}, it leaves birth dates as they are. */
    public static Bundle asFreshOn(LocalDate day, Bundle transaction) {
        int days = Math.toIntExact(ChronoUnit.DAYS.between(WRITTEN_FOR, day));
        for (BundleEntryComponent entry : transaction.getEntry()) {
            BaseDateTimeType birth =
                    entry.getResource() instanceof Patient patient ? patient.getBirthDateElement() : null;
            Api.FHIR
                    .newTerser()
                    .getAllPopulatedChildElementsOfType(entry.getResource(), BaseDateTimeType.class)
                    .stream()
                    .filter(date -> date != birth)
                    .forEach(date -> date.add(Calendar.DATE, days));
        }
        return transaction;
    }

    /** The same case of a patient who lives in this country. */
    public static Bundle livingIn(String country, Bundle transaction) {
        transaction.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .forEach(patient -> ((Patient) patient).getAddressFirstRep().setCountry(country));
        return transaction;
    }

    /** A file of examples/cases. */
    public static String text(String path) {
        try {
            return Files.readString(Path.of("../examples/cases").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of examples/cases. */
    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(Path.of("../examples/cases").resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
