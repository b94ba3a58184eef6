package health.consilium.bench.completeness;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.completeness.rules.CaseFactsExtractor;
import health.consilium.completeness.rules.CompletenessEngine;
import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.ChecklistLibrary;
import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.ImagingRules;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.TumourTypeMapper;
import health.consilium.terminology.rules.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A case of any size: what the checklist asks for, over and over again at ever earlier dates, among results that it does not
 * ask for. Half are results, a quarter documents, one in a hundred an imaging study; the mix of a long illness.
 */
final class CaseOf {
    static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

    private static final String PACKAGE = "/health/consilium/terminology/package/";
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private CaseOf() {}

    static Checklist checklist(String tumourType) {
        PlanDefinition plan = read(PlanDefinition.class, "checklist-" + tumourType);
        return ChecklistLibrary.of(List.of(plan)).forTumourType(tumourType).orElseThrow();
    }

    static CompletenessEngine engine() {
        List<ConceptMap> maps = Stream.of(
                        "icd10-to-tumour-type",
                        "icdo3-morphology-to-tumour-type",
                        "icdo3-topography-to-tumour-type",
                        "icdo3-to-histology-tag",
                        "icdo3-to-site-tag",
                        "evidence-equivalence")
                .map(id -> read(ConceptMap.class, id))
                .toList();
        TumourTypeMapper types = TumourTypeMapper.of(read(CodeSystem.class, "tumour-type"), maps);
        return new CompletenessEngine(
                CodeEquivalence.of(maps),
                ImagingRules.of(read(PlanDefinition.class, "imaging-rules")),
                new CaseFactsExtractor(types.types(), maps),
                Weights.of(read(Library.class, "checklist-method")));
    }

    private static <T extends Resource> T read(Class<T> type, String id) {
        String file = PACKAGE + type.getSimpleName() + "-" + id + ".json";
        try (InputStream in = CaseOf.class.getResourceAsStream(file)) {
            return FHIR.newJsonParser().parseResource(type, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Resource> records(Checklist checklist, int size) {
        List<Code> codes = checklist.items().stream()
                .map(ChecklistItem::acceptance)
                .filter(Acceptance.Coded.class::isInstance)
                .flatMap(a -> ((Acceptance.Coded) a).codeSets().stream())
                .map(set -> set.codes().get(0))
                .distinct()
                .toList();
        List<Resource> records = new ArrayList<>(size);
        Patient patient = new Patient();
        patient.setId("Patient/p");
        patient.addName().setFamily("Rao");
        patient.addIdentifier().setValue("4711");
        patient.setGender(AdministrativeGender.FEMALE).setBirthDateElement(new DateType("1971-03-02"));
        records.add(patient);
        Condition diagnosis = new Condition();
        diagnosis.setId("Condition/c");
        diagnosis.setSubject(subject()).setCode(concept(Systems.ICD_10, "C50.4"));
        records.add(diagnosis);
        for (int i = 0; records.size() < size; i++) {
            Code code = codes.get(i % codes.size());
            LocalDate date = TODAY.minusDays(i % 2000);
            records.add(
                    switch (i % 100) {
                        case 99 -> study(i, date);
                        default ->
                            switch (i % 4) {
                                case 0 -> document(i, code, date);
                                case 1 -> result(i, new Code(Systems.LOINC, "8" + i % 1000 + "-4"), date);
                                default -> result(i, code, date);
                            };
                    });
        }
        return records;
    }

    private static Resource result(int i, Code code, LocalDate date) {
        Observation result = new Observation();
        result.setId("Observation/" + i);
        result.setStatus(i % 20 == 3 ? ObservationStatus.PRELIMINARY : ObservationStatus.FINAL)
                .setCode(concept(code.system(), code.code()))
                .setSubject(subject())
                .setEffective(new DateTimeType(date.toString()))
                .setValue(new Quantity(i % 90).setUnit("%"));
        return result;
    }

    private static Resource document(int i, Code code, LocalDate date) {
        DocumentReference document = new DocumentReference();
        document.setId("DocumentReference/" + i);
        document.setStatus(DocumentReferenceStatus.CURRENT)
                .setType(concept(code.system(), code.code()))
                .setSubject(subject());
        document.getContext().getPeriod().setStartElement(new DateTimeType(date.toString()));
        document.addContent().getAttachment().setContentType("application/pdf").setLanguage(i % 3 == 0 ? "hi" : "en");
        return document;
    }

    private static Resource study(int i, LocalDate date) {
        ImagingStudy study = new ImagingStudy();
        study.setId("ImagingStudy/" + i);
        study.setStatus(ImagingStudyStatus.AVAILABLE)
                .setSubject(subject())
                .setStartedElement(new DateTimeType(date.toString()));
        study.setDescription("CT chest abdomen pelvis").addModality(new Coding(Systems.DICOM, "CT", null));
        for (String phase : List.of("Topogram", "arterial", "portal venous", "lung")) {
            study.addSeries()
                    .setUid("2.25." + (1 + i))
                    .setModality(new Coding(Systems.DICOM, "CT", null))
                    .setDescription(phase);
        }
        return study;
    }

    private static Reference subject() {
        return new Reference("Patient/p");
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }
}
