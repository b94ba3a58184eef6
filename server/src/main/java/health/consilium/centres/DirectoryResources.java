package health.consilium.centres;

import health.consilium.centres.rules.AsksReader;
import health.consilium.centres.rules.DirectoryRow;
import health.consilium.centres.rules.DirectoryRow.Asks;
import health.consilium.centres.rules.DirectoryRow.Specialist;
import health.consilium.centres.rules.ReviewService.Absence;
import health.consilium.fhir.FhirPackage;
import health.consilium.terminology.rules.Systems;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.HealthcareService.HealthcareServiceNotAvailableComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** The resources that a row of a directory file becomes. What a file does not tell stays as it stands in storage. */
final class DirectoryResources {

    static final String CENTRE = FhirPackage.CANONICAL + "/StructureDefinition/centre";
    private static final String DEFINITION = FhirPackage.CANONICAL + "/StructureDefinition/";
    private static final String SPECIALIST = "specialist-";
    private static final String TURNAROUND = DEFINITION + "turnaround";
    private static final String CODES = FhirPackage.CANONICAL + "/CodeSystem/";
    private static final String SID = FhirPackage.CANONICAL + "/sid/";
    private static final String SNOMED = "http://snomed.info/sct";
    private static final String TIME_ZONE = "http://hl7.org/fhir/StructureDefinition/timezone";
    private static final Set<String> OF_THE_FILE = Set.of(
            DEFINITION + "case-volume",
            DEFINITION + "accepted-format",
            DEFINITION + "delivery-mode",
            DEFINITION + "no-new-cases",
            DEFINITION + "list-price");

    private final DirectoryRow row;

    DirectoryResources(DirectoryRow row) {
        this.row = row;
    }

    /** What a resource is made of that is not there yet: its id is what the file knows it by. */
    List<Resource> blank() {
        List<Resource> blank = new ArrayList<>();
        blank.add(new Organization().setId(row.centre().code()));
        blank.add(new HealthcareService().setId(row.service().code()));
        if (row.volumes().reported().isPresent()) {
            blank.add(new MeasureReport().setId(reportId()));
        }
        row.endpoint().ifPresent(address -> blank.add(new Endpoint().setId(endpointId())));
        row.specialists().forEach(specialist -> {
            blank.add(new Practitioner().setId(specialistId(specialist)));
            blank.add(new PractitionerRole().setId(specialistId(specialist)));
        });
        return blank;
    }

    /** Writes the row into one of them. */
    void fill(Resource resource) {
        if (resource instanceof Organization organization) {
            fill(organization);
        } else if (resource instanceof HealthcareService service) {
            fill(service);
        } else if (resource instanceof MeasureReport report) {
            fill(report);
        } else if (resource instanceof Endpoint endpoint) {
            fill(endpoint);
        } else {
            row.specialists().stream()
                    .filter(specialist -> specialistId(specialist)
                            .equals(resource.getIdElement().getIdPart()))
                    .forEach(specialist -> fill(resource, specialist));
        }
    }

    private static void profile(Resource resource, String profile) {
        Meta meta = resource.getMeta();
        if (!meta.hasProfile(DEFINITION + profile)) {
            meta.addProfile(DEFINITION + profile);
        }
    }

    private static void identify(List<Identifier> identifiers, String system, String value) {
        boolean known = identifiers.stream()
                .anyMatch(identifier ->
                        (SID + system).equals(identifier.getSystem()) && value.equals(identifier.getValue()));
        if (!known) {
            identifiers.add(new Identifier().setSystem(SID + system).setValue(value));
        }
    }

    private void fill(Organization centre) {
        profile(centre, "centre");
        identify(centre.getIdentifier(), "organization", row.centre().code());
        centre.setActive(true);
        centre.setType(List.of(concept("http://terminology.hl7.org/CodeSystem/organization-type", "prov")));
        centre.setName(row.centre().name());
        if (!row.centre().email().isEmpty()) {
            centre.getTelecom().removeIf(contact -> contact.getSystem() == ContactPointSystem.EMAIL);
            centre.addTelecom()
                    .setSystem(ContactPointSystem.EMAIL)
                    .setValue(row.centre().email());
        }
        Address address = new Address()
                .setCity(given(row.centre().city()))
                .setState(given(row.centre().region()))
                .setCountry(row.centre().country());
        if (!row.centre().timeZone().isEmpty()) {
            address.addExtension(TIME_ZONE, new CodeType(row.centre().timeZone()));
        }
        centre.setAddress(List.of(address));
    }

    private static String given(String value) {
        return value.isEmpty() ? null : value;
    }

    private void fill(HealthcareService service) {
        profile(service, "review-service");
        identify(service.getIdentifier(), "review-service", row.service().code());
        extensions(service);
        service.setActive(row.service().active());
        service.setProvidedBy(centre());
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
            service.setEndpoint(List.of(new Reference("Endpoint/" + endpointId())));
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
        volume.addExtension("period", year());
        if (row.volumes().reported().isPresent()) {
            volume.addExtension("source", new Reference("MeasureReport/" + reportId()));
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

    private Period year() {
        Period period = new Period();
        period.setStartElement(new DateTimeType(row.volumes().year() + "-01-01"));
        period.setEndElement(new DateTimeType(row.volumes().year() + "-12-31"));
        return period;
    }

    private void fill(MeasureReport report) {
        profile(report, "volume-report");
        report.setStatus(MeasureReportStatus.COMPLETE).setType(MeasureReportType.SUMMARY);
        report.setMeasure(FhirPackage.CANONICAL + "/Measure/case-volume");
        report.setDateElement(
                new DateTimeType(row.volumes().reported().orElseThrow().toString()));
        report.setReporter(centre());
        report.setPeriod(year());
        report.getGroup().clear();
        var stratifier = report.addGroup().addStratifier();
        stratifier.addCode().setText("Tumour type");
        row.volumes().perYear().forEach((type, count) -> stratifier
                .addStratum()
                .setValue(concept(CODES + "tumour-type", type))
                .setMeasureScore(new Quantity(count)));
    }

    private void fill(Endpoint endpoint) {
        profile(endpoint, "endpoint");
        endpoint.setStatus(Endpoint.EndpointStatus.ACTIVE);
        endpoint.setConnectionType(
                new Coding("http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "hl7-fhir-rest", null));
        endpoint.setManagingOrganization(centre());
        endpoint.setPayloadType(List.of(concept("http://terminology.hl7.org/CodeSystem/endpoint-payload-type", "any")));
        endpoint.setAddress(row.endpoint().orElseThrow());
    }

    private void fill(Resource resource, Specialist specialist) {
        if (resource instanceof Practitioner practitioner) {
            practitioner.setActive(true);
            practitioner.getName().clear();
            practitioner.addName().setText(specialist.name());
        } else if (resource instanceof PractitionerRole role) {
            profile(role, "specialist");
            role.setActive(true);
            role.setPractitioner(new Reference("Practitioner/" + specialistId(specialist)));
            role.setOrganization(centre());
            role.setCode(List.of(concept("http://terminology.hl7.org/CodeSystem/practitioner-role", "doctor")));
            role.setSpecialty(List.of(concept(SNOMED, specialist.specialty())));
            role.setHealthcareService(
                    List.of(new Reference("HealthcareService/" + row.service().code())));
        }
    }

    private Reference centre() {
        return new Reference("Organization/" + row.centre().code());
    }

    private String reportId() {
        return "volume-" + row.service().code() + "-" + row.volumes().year();
    }

    private String endpointId() {
        return "endpoint-" + row.service().code();
    }

    /** A specialist is known by service and name. */
    private String specialistId(Specialist specialist) {
        String known = row.service().code() + "|" + specialist.name();
        return SPECIALIST + UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a file made this specialist. */
    static boolean isSpecialistId(String id) {
        return id.startsWith(SPECIALIST);
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }
}
