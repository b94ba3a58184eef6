package health.consilium.bench.centres;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** A directory of many centres, the same each time. */
final class LargeDirectory {

    private static final String SO = "https://w3id.org/consilium/fhir/";
    private static final List<String> LANGUAGES = List.of("en", "de", "hi", "zh", "ar", "ko", "tr", "es");

    private final Random random = new Random(2026);
    private final List<HealthcareService> services = new ArrayList<>();
    private final List<MeasureReport> reports = new ArrayList<>();

    LargeDirectory(int centres, int tumourTypes) {
        for (int i = 0; i < centres; i++) {
            HealthcareService service = service(i, tumourTypes);
            services.add(service);
            reports.add(volumes(i, service));
            reports.add(turnaround(i, tumourTypes));
        }
    }

    List<HealthcareService> services() {
        return services;
    }

    List<MeasureReport> reports() {
        return reports;
    }

    private HealthcareService service(int number, int tumourTypes) {
        HealthcareService service = new HealthcareService();
        service.setId("HealthcareService/review-" + number + "/_history/1");
        service.setActive(true);
        service.setName("Centre " + number);
        service.setProvidedBy(new Reference("Organization/centre-" + number));
        for (int type = 0; type < tumourTypes; type++) {
            Extension volume = service.addExtension().setUrl(SO + "StructureDefinition/case-volume");
            volume.addExtension("tumourType", type(type));
            volume.addExtension("perYear", new IntegerType(random.nextInt(2000)));
            volume.addExtension("period", year());
            volume.addExtension("source", new Reference("MeasureReport/volume-" + number));
        }
        Extension turnaround = service.addExtension().setUrl(SO + "StructureDefinition/turnaround");
        Duration promised = new Duration();
        promised.setValue(5 + random.nextInt(10)).setCode("d");
        turnaround.addExtension("promised", promised);
        service.addExtension(SO + "StructureDefinition/delivery-mode", new CodeType("remote"));
        for (int i = 0; i < 3; i++) {
            service.addCommunication(new CodeableConcept(
                    new Coding("urn:ietf:bcp:47", LANGUAGES.get(random.nextInt(LANGUAGES.size())), null)));
        }
        service.addNotAvailable().setDescription("Holiday").setDuring(year());
        return service;
    }

    private static MeasureReport volumes(int number, HealthcareService service) {
        MeasureReport report = report("volume-" + number, "case-volume", number);
        var stratifier = report.addGroup().addStratifier();
        service.getExtensionsByUrl(SO + "StructureDefinition/case-volume").forEach(volume -> stratifier
                .addStratum()
                .setValue(
                        (CodeableConcept) volume.getExtensionByUrl("tumourType").getValue())
                .setMeasureScore(new Quantity(
                        ((IntegerType) volume.getExtensionByUrl("perYear").getValue()).getValue())));
        return report;
    }

    private MeasureReport turnaround(int number, int tumourTypes) {
        MeasureReport report = report("turnaround-" + number, "turnaround", number);
        for (String figure : List.of("median", "percentile-90")) {
            MeasureReportGroupComponent group = report.addGroup();
            group.setCode(new CodeableConcept(new Coding(SO + "CodeSystem/turnaround-figure", figure, null)));
            group.addPopulation().setCount(120);
            group.setMeasureScore(new Quantity(4 + random.nextInt(8)));
            var stratifier = group.addStratifier();
            for (int type = 0; type < tumourTypes; type += 2) {
                var stratum = stratifier.addStratum().setValue(type(type));
                stratum.setMeasureScore(new Quantity(4 + random.nextInt(8)));
                stratum.addPopulation().setCount(4);
            }
        }
        return report;
    }

    private static MeasureReport report(String id, String measure, int centre) {
        MeasureReport report = new MeasureReport();
        report.setId("MeasureReport/" + id + "/_history/1");
        report.setStatus(MeasureReportStatus.COMPLETE);
        report.setMeasure(SO + "Measure/" + measure);
        report.setReporter(new Reference("Organization/centre-" + centre));
        report.setPeriod(year());
        return report;
    }

    private static CodeableConcept type(int number) {
        return new CodeableConcept(new Coding(SO + "CodeSystem/tumour-type", "type-" + number, null));
    }

    private static Period year() {
        Period period = new Period();
        period.setStartElement(new DateTimeType("2025-01-01"));
        period.setEndElement(new DateTimeType("2025-12-31"));
        return period;
    }
}
