package health.consilium.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * One patient's record as Synthea exports it: a transaction of POSTs that refer to each other by {@code urn:uuid}, half of
 * them Observations, the rest in Synthea's shares, without the types that Consilium does not serve (ExplanationOfBenefit,
 * CareTeam). The same seed gives the same bytes.
 */
final class SyntheaLike {

    private static final String CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";
    private static final long EPOCH = Instant.parse("1995-01-01T00:00:00Z").getEpochSecond();
    private static final int SPAN = 30 * 365 * 24 * 3600;

    private final Random random;
    private final Words words;
    private final Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    private final List<Reference> observations = new ArrayList<>();
    private Reference patient;
    private Reference practitioner;
    private Reference organization;
    private Reference encounter;
    private Reference condition;
    private Reference procedure;
    private Date visit;

    private SyntheaLike(long seed) {
        random = new Random(seed);
        words = new Words(random);
    }

    /** A transaction of exactly so many entries. */
    static Bundle transaction(long seed, int entries) {
        SyntheaLike record = new SyntheaLike(seed);
        record.people();
        while (record.bundle.getEntry().size() < entries) {
            record.add(record.next().get());
        }
        return record.bundle;
    }

    private void people() {
        SyntheaPeople people = new SyntheaPeople(random, words);
        organization = add(people.organization());
        practitioner = add(people.practitioner());
        patient = add(people.patient());
        visit = anyDay();
        encounter = add(encounter());
        condition = add(condition());
        procedure = add(procedure());
    }

    /** Shares in percent, from Synthea's R4 sample without the types above. */
    private Supplier<Resource> next() {
        int draw = random.nextInt(1000);
        if (draw < 500) {
            return this::observation;
        } else if (draw < 630) {
            return this::claim;
        } else if (draw < 720) {
            return this::encounter;
        } else if (draw < 810) {
            return this::procedure;
        } else if (draw < 880) {
            return this::report;
        } else if (draw < 915) {
            return this::document;
        } else if (draw < 955) {
            return this::medication;
        } else if (draw < 980) {
            return this::condition;
        } else if (draw < 990) {
            return this::immunization;
        }
        return draw < 995 ? this::imaging : this::carePlan;
    }

    private Reference add(Resource resource) {
        String urn = "urn:uuid:" + words.uuid();
        bundle.addEntry()
                .setFullUrl(urn)
                .setResource(resource)
                .getRequest()
                .setMethod(HTTPVerb.POST)
                .setUrl(resource.fhirType());
        Reference reference = new Reference(urn);
        switch (resource.fhirType()) {
            case "Encounter" -> encounter = reference;
            case "Condition" -> condition = reference;
            case "Procedure" -> procedure = reference;
            case "Observation" -> observations.add(reference);
            default -> {
                // Nothing refers to it.
            }
        }
        return reference;
    }

    private Resource encounter() {
        visit = anyDay();
        Encounter made = new Encounter()
                .setStatus(Encounter.EncounterStatus.FINISHED)
                .setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", null))
                .setSubject(named(patient, words.name()))
                .setPeriod(span())
                .setServiceProvider(named(organization, words.name()));
        made.getMeta().addProfile(CORE + "encounter");
        made.addIdentifier()
                .setSystem("https://github.com/synthetichealth/synthea")
                .setValue(words.uuid());
        made.addType(words.snomed("Encounter for"));
        made.addParticipant()
                .setIndividual(named(practitioner, words.name()))
                .setPeriod(span())
                .addType(new CodeableConcept(new Coding(
                        "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PPRF", "primary performer")));
        made.addReasonCode(words.snomed("Reason"));
        return made;
    }

    private Resource condition() {
        Condition made = new Condition()
                .setCode(words.snomed("Disorder"))
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setOnset(new DateTimeType(visit))
                .setRecordedDate(visit);
        made.getMeta().addProfile(CORE + "condition-encounter-diagnosis");
        made.setClinicalStatus(hl7("condition-clinical", "active"));
        made.setVerificationStatus(hl7("condition-ver-status", "confirmed"));
        made.addCategory(hl7("condition-category", "encounter-diagnosis"));
        return made;
    }

    private Resource procedure() {
        Procedure made = new Procedure()
                .setStatus(Procedure.ProcedureStatus.COMPLETED)
                .setCode(words.snomed("Procedure"))
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setPerformed(span());
        made.getMeta().addProfile(CORE + "procedure");
        if (condition != null) {
            made.addReasonReference(named(condition, words.name()));
        }
        return made;
    }

    private Resource observation() {
        boolean laboratory = random.nextInt(3) > 0;
        Observation made = new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .setCode(words.loinc())
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setEffective(new DateTimeType(visit))
                .setIssued(visit);
        made.getMeta().addProfile(CORE + (laboratory ? "observation-lab" : "vital-signs"));
        made.addCategory(new CodeableConcept(new Coding(CATEGORY, laboratory ? "laboratory" : "vital-signs", null)));
        int kind = random.nextInt(10);
        if (kind == 0) {
            made.addComponent().setCode(words.loinc()).setValue(quantity());
            made.addComponent().setCode(words.loinc()).setValue(quantity());
        } else if (kind == 1) {
            made.setValue(words.snomed("Finding"));
        } else {
            made.setValue(quantity());
        }
        return made;
    }

    private Resource report() {
        DiagnosticReport made = new DiagnosticReport()
                .setStatus(DiagnosticReport.DiagnosticReportStatus.FINAL)
                .setCode(words.loinc())
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setEffective(new DateTimeType(visit))
                .setIssued(visit);
        made.getMeta().addProfile(CORE + "diagnosticreport-lab");
        made.addCategory(new CodeableConcept(new Coding("http://loinc.org", "11502-2", "Laboratory report")));
        made.addPerformer(named(practitioner, words.name()));
        int from = Math.max(0, observations.size() - 1 - random.nextInt(12));
        observations.subList(from, observations.size()).forEach(result -> made.addResult(named(result, words.name())));
        if (random.nextInt(3) == 0) {
            made.addPresentedForm().setContentType("text/plain").setData(note());
        }
        return made;
    }

    private Resource document() {
        DocumentReference made = new DocumentReference()
                .setStatus(DocumentReferenceStatus.CURRENT)
                .setType(new CodeableConcept(new Coding("http://loinc.org", "34117-2", "History and physical note")))
                .setSubject(patient.copy())
                .setDate(visit)
                .setCustodian(named(organization, words.name()));
        made.getMeta().addProfile(CORE + "documentreference");
        made.addIdentifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + words.uuid());
        made.addAuthor(named(practitioner, words.name()));
        made.addContent().getAttachment().setContentType("text/plain").setData(note());
        made.getContext().addEncounter(encounter.copy()).setPeriod(span());
        return made;
    }

    private Resource medication() {
        MedicationRequest made = new MedicationRequest()
                .setStatus(MedicationRequest.MedicationRequestStatus.STOPPED)
                .setIntent(MedicationRequest.MedicationRequestIntent.ORDER)
                .setMedication(words.coded("http://www.nlm.nih.gov/research/umls/rxnorm", "Oral tablet"))
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setAuthoredOn(visit)
                .setRequester(named(practitioner, words.name()));
        made.getMeta().addProfile(CORE + "medicationrequest");
        made.addReasonReference(named(condition, words.name()));
        made.addDosageInstruction().setSequence(1).setText(words.sentence());
        return made;
    }

    private Resource claim() {
        Claim made = new Claim()
                .setStatus(Claim.ClaimStatus.ACTIVE)
                .setUse(Claim.Use.CLAIM)
                .setType(hl7("claim-type", "institutional"))
                .setPatient(named(patient, words.name()))
                .setBillablePeriod(span())
                .setCreated(visit)
                .setProvider(named(organization, words.name()))
                .setPriority(hl7("processpriority", "normal"))
                .setTotal(money());
        made.addInsurance().setSequence(1).setFocal(true).setCoverage(new Reference().setDisplay("Medicare"));
        made.addDiagnosis().setSequence(1).setDiagnosis(condition.copy());
        made.addProcedure().setSequence(1).setProcedure(procedure.copy());
        int items = 1 + random.nextInt(4);
        for (int i = 1; i <= items; i++) {
            Claim.ItemComponent item = made.addItem().setSequence(i).setProductOrService(words.snomed("Service"));
            item.setNet(money());
            if (i == 1) {
                item.addEncounter(encounter.copy());
            }
        }
        return made;
    }

    private Resource immunization() {
        Immunization made = new Immunization()
                .setStatus(Immunization.ImmunizationStatus.COMPLETED)
                .setVaccineCode(words.coded("http://hl7.org/fhir/sid/cvx", "Vaccine"))
                .setPatient(patient.copy())
                .setEncounter(encounter.copy())
                .setOccurrence(new DateTimeType(visit))
                .setPrimarySource(true);
        made.getMeta().addProfile(CORE + "immunization");
        return made;
    }

    private Resource imaging() {
        ImagingStudy made = new ImagingStudy()
                .setStatus(ImagingStudy.ImagingStudyStatus.AVAILABLE)
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setStarted(visit)
                .setNumberOfSeries(1)
                .setNumberOfInstances(1);
        made.addIdentifier().setSystem("urn:dicom:uid").setValue("urn:oid:1.2.840.99999999." + random.nextInt(1 << 30));
        ImagingStudy.ImagingStudySeriesComponent series = made.addSeries()
                .setUid("1.2.840.99999999.1." + random.nextInt(1 << 30))
                .setNumber(1)
                .setModality(new Coding("http://dicom.nema.org/resources/ontology/DCM", "CT", "Computed Tomography"))
                .setStarted(visit);
        series.addInstance()
                .setUid("1.2.840.99999999.1.1." + random.nextInt(1 << 30))
                .setNumber(1)
                .setSopClass(new Coding("urn:ietf:rfc:3986", "urn:oid:1.2.840.10008.5.1.4.1.1.2", null));
        return made;
    }

    private Resource carePlan() {
        CarePlan made = new CarePlan()
                .setStatus(CarePlan.CarePlanStatus.ACTIVE)
                .setIntent(CarePlan.CarePlanIntent.ORDER)
                .setSubject(patient.copy())
                .setEncounter(encounter.copy())
                .setPeriod(span());
        made.getMeta().addProfile(CORE + "careplan");
        made.addCategory(words.snomed("Care plan"));
        made.addAddresses(condition.copy());
        made.addActivity()
                .getDetail()
                .setStatus(CarePlan.CarePlanActivityStatus.INPROGRESS)
                .setCode(words.snomed("Activity"));
        return made;
    }

    private byte[] note() {
        return words.text(12 + random.nextInt(30)).getBytes(StandardCharsets.UTF_8);
    }

    private Quantity quantity() {
        return new Quantity()
                .setValue(new BigDecimal(random.nextDouble() * 200).setScale(4, RoundingMode.HALF_UP))
                .setUnit("mg/dL")
                .setSystem("http://unitsofmeasure.org")
                .setCode("mg/dL");
    }

    private Money money() {
        return new Money().setCurrency("USD").setValue(new BigDecimal(random.nextInt(90_000)).movePointLeft(2));
    }

    private Period span() {
        return new Period().setStart(visit).setEnd(Date.from(visit.toInstant().plusSeconds(900)));
    }

    private Date anyDay() {
        return Date.from(Instant.ofEpochSecond(EPOCH + random.nextInt(SPAN)));
    }

    private static Reference named(Reference reference, String display) {
        return reference.copy().setDisplay(display);
    }

    private static CodeableConcept hl7(String system, String code) {
        return new CodeableConcept(new Coding("http://terminology.hl7.org/CodeSystem/" + system, code, null));
    }
}
