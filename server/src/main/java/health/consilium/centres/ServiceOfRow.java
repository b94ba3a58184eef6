package health.consilium.centres;

import static health.consilium.centres.DirectoryParts.CODES;
import static health.consilium.centres.DirectoryParts.DEFINITION;
import static health.consilium.centres.DirectoryParts.SNOMED;
import static health.consilium.centres.DirectoryParts.concept;
import static health.consilium.centres.DirectoryParts.identify;
import static health.consilium.centres.DirectoryParts.profile;

import health.consilium.centres.rules.AsksReader;
import health.consilium.centres.rules.DirectoryRow;
import health.consilium.centres.rules.DirectoryRow.Asks;
import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.terminology.rules.Systems;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

/** The HealthcareService that a row of a directory file becomes. */
final class ServiceOfRow {

    private static final String TURNAROUND = DEFINITION + "turnaround";
    private static final Set<String> OF_THE_FILE = Set.of(
            DEFINITION + "case-volume",
            DEFINITION + "accepted-format",
            DEFINITION + "delivery-mode",
            DEFINITION + "no-new-cases",
            DEFINITION + "list-price");

    private final DirectoryRow row;
    private final DirectoryParts parts;

    ServiceOfRow(DirectoryRow row, DirectoryParts parts) {
        this.row = row;
        this.parts = parts;
    }

    void fill(HealthcareService service) {
        profile(service, "review-service");
        identify(service.getIdentifier(), "review-service", row.service().code());
        extensions(service);
        service.setActive(row.service().active());
        service.setProvidedBy(parts.centre());
        service.setType(List.of(concept(CODES + "request-category", "second-opinion")));
        service.setName(row.service().name());
        service.setSpecialty(row.service().specialties().stream()
                .map(code -> concept(SNOMED, code))
                .toList());
        service.setCommunication(row.service().languages().stream()
                .map(tag -> concept("urn:ietf:bcp:47", tag))
                .toList());
        service.setNotAvailable(row.absences().closed().stream()
                .map(closed -> new HealthcareServiceNotAvailableComponent(
                                new StringType(closed.why() == null ? "Closed" : closed.why()))
                        .setDuring(during(closed)))
                .toList());
        if (row.endpoint().isPresent()) {
            service.setEndpoint(List.of(new Reference("Endpoint/" + parts.endpointId())));
        }
    }

    private void extensions(HealthcareService service) {
        service.getExtension().removeIf(extension -> OF_THE_FILE.contains(extension.getUrl()));
        row.volumes().perYear().forEach((type, count) -> service.addExtension(volume(type, count)));
        row.service().turnaround().ifPresent(days -> promise(service, days));
        row.service()
                .formats()
                .forEach(format -> service.addExtension(DEFINITION + "accepted-format", new CodeType(format)));
        row.service()
                .modes()
                .forEach(mode -> service.addExtension(DEFINITION + "delivery-mode", new CodeType(mode.code())));
        row.absences().noNewCases().forEach(absence -> {
            Extension noNewCases = service.addExtension().setUrl(DEFINITION + "no-new-cases");
            noNewCases.addExtension("during", during(absence));
            if (absence.why() != null) {
                noNewCases.addExtension("description", new StringType(absence.why()));
            }
        });
        row.asks().ifPresent(asks -> ask(service, asks));
        row.prices().amounts().forEach((line, amount) -> {
            Extension price = service.addExtension().setUrl(DEFINITION + "list-price");
            price.addExtension("line", new CodeType(line.code()));
            price.addExtension(
                    "amount",
                    new Money().setValue(amount).setCurrency(row.prices().currency()));
            row.prices().from().ifPresent(day -> price.addExtension("date", new DateType(day.toString())));
        });
    }

    /** A file without the column leaves as it is what a centre asks. */
    private static void ask(HealthcareService service, Asks asks) {
        service.getExtension()
                .removeIf(extension -> AsksReader.ASK.equals(extension.getUrl())
                        || AsksReader.IMAGES_LATER.equals(extension.getUrl()));
        asks.overrides().forEach(override -> {
            Extension ask = service.addExtension().setUrl(AsksReader.ASK);
            ask.addExtension("requirement", new Coding(Systems.CHECKLIST_ITEM, override.itemId(), null));
            if (override.everyTumourType()) {
                ask.addExtension("everyTumourType", new BooleanType(true));
            }
            override.strength().ifPresent(strength -> ask.addExtension("strength", new CodeType(strength.code())));
            override.blocking().ifPresent(blocking -> ask.addExtension("blocking", new BooleanType(blocking)));
            override.maxAgeDays().ifPresent(days -> ask.addExtension("maxAgeDays", new PositiveIntType(days)));
            ask.addExtension("why", new StringType(override.why()));
        });
        asks.imagesLater().ifPresent(why -> service.addExtension(AsksReader.IMAGES_LATER, new StringType(why)));
    }

    private static Period during(Absence absence) {
        Period during = new Period();
        during.setStartElement(new DateTimeType(absence.from().toString()));
        during.setEndElement(new DateTimeType(absence.until().toString()));
        return during;
    }

    private Extension volume(String type, int count) {
        Extension volume = new Extension(DEFINITION + "case-volume");
        volume.addExtension("tumourType", concept(CODES + "tumour-type", type));
        volume.addExtension("perYear", new IntegerType(count));
        volume.addExtension("period", parts.year());
        if (row.volumes().reported().isPresent()) {
            volume.addExtension("source", new Reference("MeasureReport/" + parts.reportId()));
        }
        return volume;
    }

    /** What was observed is not the file's to tell, and stays. */
    private static void promise(HealthcareService service, BigDecimal days) {
        Extension turnaround =
                Optional.ofNullable(service.getExtensionByUrl(TURNAROUND)).orElseGet(() -> new Extension(TURNAROUND));
        service.getExtension().removeIf(extension -> TURNAROUND.equals(extension.getUrl()));
        turnaround.getExtension().removeIf(part -> part.getUrl().equals("promised"));
        Duration promised = new Duration();
        promised.setValue(days)
                .setUnit("business days")
                .setSystem("http://unitsofmeasure.org")
                .setCode("d");
        turnaround.getExtension().add(0, new Extension("promised", promised));
        service.addExtension(turnaround);
    }
}
