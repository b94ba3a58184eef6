package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Systems;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DiagnosticReport.DiagnosticReportStatus;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.ImagingStudy.ImagingStudyStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** Builds the records of a case in the words of the field; everything is of today unless dated. */
final class Case {
    static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final CompletenessEngine ENGINE = engine();

    final List<Resource> records = new ArrayList<>();
    private final String tumourType;
    private int next = 1;

    private Case(String tumourType) {
        this.tumourType = tumourType;
    }

    static Case of(String tumourType) {
        Case one = new Case(tumourType);
        Patient patient = new Patient();
        patient.setId("Patient/asha");
        patient.addName().setFamily("Rao").addGiven("Asha");
        patient.addIdentifier().setSystem("https://hospital.example/mrn").setValue("4711");
        patient.setGender(AdministrativeGender.FEMALE).setBirthDateElement(new DateType("1971-03-02"));
        one.records.add(patient);
        return one;
    }

    static CompletenessEngine engine() {
        return new CompletenessEngine(
                health.consilium.terminology.rules.CodeEquivalence.of(Content.maps()),
                Content.imagingRules(),
                extractor(),
                Content.weights());
    }

    static CaseFactsExtractor extractor() {
        return new CaseFactsExtractor(Content.mapper().types(), Content.maps());
    }

    Case with(Resource resource) {
        records.add(resource);
        return this;
    }

    <T extends Resource> Case with(T resource, Consumer<T> change) {
        change.accept(resource);
        return with(resource);
    }

    CompletenessResult check(Waiver... waivers) {
        return ENGINE.evaluate(
                Content.checklists().forTumourType(tumourType).orElseThrow(), records, TODAY, Set.of(waivers));
    }

    static CompletenessResult check(Checklist checklist, List<Resource> records) {
        return ENGINE.evaluate(checklist, records, TODAY, Set.of());
    }

    ItemResult item(String id) {
        return check().item(id).orElseThrow(() -> new AssertionError(id + " does not apply"));
    }

    RequirementStatus status(String id) {
        return item(id).status();
    }

    CaseFacts facts() {
        return extractor().extract(index(), tumourType, TODAY);
    }

    EvidenceIndex index() {
        return EvidenceIndex.of(
                records, health.consilium.terminology.rules.CodeEquivalence.of(Content.maps()), Set.of("en"));
    }

    Observation result(String loinc) {
        return result(loinc, TODAY);
    }

    Observation result(String loinc, LocalDate date) {
        Observation result = id(new Observation());
        result.setStatus(ObservationStatus.FINAL);
        result.setCode(concept(Systems.LOINC, loinc));
        result.setSubject(asha());
        result.setEffective(new DateTimeType(date.toString()));
        result.setValue(new Quantity(1));
        return result;
    }

    Observation result(String loinc, String value) {
        Observation result = result(loinc);
        result.setValue(new StringType(value));
        return result;
    }

    Observation fact(String fact, boolean value) {
        Observation statement = result("none");
        statement.setCode(concept(Systems.CASE_FACT, fact));
        statement.setValue(new org.hl7.fhir.r4.model.BooleanType(value));
        return statement;
    }

    Observation fact(String fact, String... values) {
        Observation statement = result("none");
        statement.setCode(concept(Systems.CASE_FACT, fact));
        CodeableConcept value = new CodeableConcept();
        for (String one : values) {
            value.addCoding().setCode(one);
        }
        statement.setValue(value);
        return statement;
    }

    /** A variant or region studied in the shape of HL7 Genomics Reporting. */
    Observation geneResult(String hgnc) {
        Observation result = result("69548-6");
        result.addComponent().setCode(concept(Systems.LOINC, "48018-6")).setValue(concept(Systems.HGNC, hgnc));
        return result;
    }

    DiagnosticReport report(String loinc) {
        DiagnosticReport report = id(new DiagnosticReport());
        report.setStatus(DiagnosticReportStatus.FINAL);
        report.setCode(concept(Systems.LOINC, loinc));
        report.setSubject(asha());
        report.setEffective(new DateTimeType(TODAY.toString()));
        return report;
    }

    DocumentReference document(String loinc) {
        return document(loinc, "en", TODAY);
    }

    DocumentReference document(String loinc, String language, LocalDate date) {
        DocumentReference document = id(new DocumentReference());
        document.setStatus(DocumentReferenceStatus.CURRENT);
        document.setType(concept(Systems.LOINC, loinc));
        document.setSubject(asha());
        document.getContext().getPeriod().setStartElement(new DateTimeType(date.toString()));
        document.addContent().getAttachment().setContentType("application/pdf").setLanguage(language);
        return document;
    }

    /** A document whose type says nothing, in which a coordinator found these items. */
    DocumentReference marked(String... items) {
        DocumentReference document = document("55108-5");
        for (String item : items) {
            document.getContext().addEvent(concept(Systems.CHECKLIST_ITEM, item));
        }
        return document;
    }

    DocumentReference translationOf(DocumentReference original) {
        DocumentReference translation = document("55108-5");
        translation.setType(original.getType());
        translation.getContext().setEvent(original.getContext().getEvent());
        translation
                .addRelatesTo()
                .setCode(DocumentRelationshipType.TRANSFORMS)
                .setTarget(new Reference("DocumentReference/" + original.getIdPart()));
        return translation;
    }

    Provenance verificationOf(DocumentReference translation) {
        Provenance provenance = id(new Provenance());
        provenance.addTarget(new Reference("DocumentReference/" + translation.getIdPart()));
        provenance
                .addAgent()
                .setType(concept("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "verifier"));
        return provenance;
    }

    ImagingStudy study(String modality, String description) {
        ImagingStudy study = id(new ImagingStudy());
        study.setStatus(ImagingStudyStatus.AVAILABLE);
        study.setSubject(asha());
        study.setStartedElement(new DateTimeType(TODAY.toString()));
        study.addModality(new Coding(Systems.DICOM, modality, null));
        study.setDescription(description);
        return study;
    }

    static void series(ImagingStudy study, String modality, String description, double thickness) {
        study.addSeries()
                .setModality(new Coding(Systems.DICOM, modality, null))
                .setDescription(description)
                .addExtension()
                .setUrl(Systems.extension("slice-thickness"))
                .setValue(new Quantity()
                        .setValue(BigDecimal.valueOf(thickness))
                        .setSystem("http://unitsofmeasure.org")
                        .setCode("mm"));
    }

    Condition diagnosis(String system, String code) {
        Condition condition = id(new Condition());
        condition.setCode(concept(system, code));
        condition.setSubject(asha());
        condition.setRecordedDateElement(new DateTimeType(TODAY.toString()));
        return condition;
    }

    Procedure procedure(String text) {
        Procedure procedure = id(new Procedure());
        procedure.setStatus(ProcedureStatus.COMPLETED);
        procedure.setCode(new CodeableConcept().setText(text));
        procedure.setSubject(asha());
        procedure.setPerformed(new DateTimeType(TODAY.toString()));
        return procedure;
    }

    <T extends Resource> T id(T resource) {
        resource.setId(resource.fhirType() + "/" + next++);
        return resource;
    }

    static Reference asha() {
        return new Reference("Patient/asha");
    }

    static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }
}
