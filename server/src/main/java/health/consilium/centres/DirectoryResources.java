package health.consilium.centres;

import static health.consilium.centres.DirectoryParts.CODES;
import static health.consilium.centres.DirectoryParts.SNOMED;
import static health.consilium.centres.DirectoryParts.concept;
import static health.consilium.centres.DirectoryParts.identify;
import static health.consilium.centres.DirectoryParts.profile;

import health.consilium.centres.rules.DirectoryRow;
import health.consilium.centres.rules.DirectoryRow.Specialist;
import health.consilium.fhir.FhirPackage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The resources that a row of a directory file becomes. What a file does not tell stays as it stands in storage. */
final class DirectoryResources {

    static final String CENTRE = FhirPackage.CANONICAL + "/StructureDefinition/centre";
    private static final String SPECIALIST = "specialist-";
    private static final String TIME_ZONE = "http://hl7.org/fhir/StructureDefinition/timezone";

    private final DirectoryRow row;
    private final DirectoryParts parts;

    DirectoryResources(DirectoryRow row) {
        this.row = row;
        this.parts = new DirectoryParts(row);
    }

    /** What a resource is made of that is not there yet: its id is what the file knows it by. */
    List<Resource> blank() {
        List<Resource> blank = new ArrayList<>();
        blank.add(new Organization().setId(row.centre().code()));
        blank.add(new HealthcareService().setId(row.service().code()));
        if (row.volumes().reported().isPresent()) {
            blank.add(new MeasureReport().setId(parts.reportId()));
        }
        row.endpoint().ifPresent(address -> blank.add(new Endpoint().setId(parts.endpointId())));
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
            new ServiceOfRow(row, parts).fill(service);
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

    private void fill(MeasureReport report) {
        profile(report, "volume-report");
        report.setStatus(MeasureReportStatus.COMPLETE).setType(MeasureReportType.SUMMARY);
        report.setMeasure(FhirPackage.CANONICAL + "/Measure/case-volume");
        report.setDateElement(
                new DateTimeType(row.volumes().reported().orElseThrow().toString()));
        report.setReporter(parts.centre());
        report.setPeriod(parts.year());
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
        endpoint.setManagingOrganization(parts.centre());
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
            role.setOrganization(parts.centre());
            role.setCode(List.of(concept("http://terminology.hl7.org/CodeSystem/practitioner-role", "doctor")));
            role.setSpecialty(List.of(concept(SNOMED, specialist.specialty())));
            role.setHealthcareService(
                    List.of(new Reference("HealthcareService/" + row.service().code())));
        }
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
}
