package health.consilium.completeness.rules;

import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.Systems;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;

/** The records of a case by the codes under which they count, made in one pass. */
public final class EvidenceIndex {
    private static final Comparator<Evidence> NEWEST_FIRST =
            Comparator.comparing(Evidence::date, Comparator.nullsLast(Comparator.reverseOrder()));

    private final CaseRecords records;
    private final RecordCodes codes;
    private final EvidenceReader reader;
    private final Map<Code, List<Evidence>> byCode = new HashMap<>();
    private final Map<String, List<Evidence>> marked = new HashMap<>();
    private final Map<String, List<Statement>> stated = new HashMap<>();
    private final Map<String, List<Evidence>> studies = new HashMap<>();
    private final Map<ImagingStudy, String> words = new IdentityHashMap<>();
    private final Map<ImagingStudy, StudyFacts> studyFacts = new IdentityHashMap<>();
    private final List<Evidence> specimens = new ArrayList<>();
    private final List<Evidence> documents = new ArrayList<>();
    private final List<Evidence> foreign = new ArrayList<>();
    private final Map<Class<?>, List<Resource>> valid = new HashMap<>();
    private final List<Procedure> notDone = new ArrayList<>();

    private EvidenceIndex(CaseRecords records, CodeEquivalence equivalence, Set<String> workingLanguages) {
        this.records = records;
        this.codes = new RecordCodes(equivalence);
        this.reader = new EvidenceReader(records, new Languages(workingLanguages));
        records.all().forEach(this::add);
        byCode.values().forEach(list -> list.sort(NEWEST_FIRST));
        marked.values().forEach(list -> list.sort(NEWEST_FIRST));
        studies.values().forEach(list -> list.sort(NEWEST_FIRST));
    }

    /**
     * @param records everything of one case, the Patient included
     * @param workingLanguages BCP 47 primary tags that the centre reads
     */
    public static EvidenceIndex of(
            Collection<? extends Resource> records, CodeEquivalence equivalence, Set<String> workingLanguages) {
        return new EvidenceIndex(new CaseRecords(records), equivalence, workingLanguages);
    }

    private void add(Resource resource) {
        boolean isForeign = records.isOfAnother(resource);
        if (resource instanceof DocumentReference document && records.isTranslation(document) && !isForeign) {
            return;
        }
        Evidence evidence = reader.evidence(resource, isForeign);
        if (isForeign) {
            foreign.add(evidence);
        } else if (evidence.problem() == null || !evidence.problem().isVoid()) {
            put(valid, resource);
        } else if (resource instanceof Procedure procedure
                && procedure.getStatus() == Procedure.ProcedureStatus.NOTDONE) {
            notDone.add(procedure);
        }
        codes.of(resource).forEach(c -> put(byCode, c, evidence));
        if (resource instanceof DocumentReference document) {
            documents.add(evidence);
            marks(document.getContext().getEvent()).forEach(item -> put(marked, item, evidence));
        } else if (resource instanceof QuestionnaireResponse answers) {
            answers.getItem().stream().filter(i -> i.hasAnswer()).forEach(i -> put(marked, i.getLinkId(), evidence));
            if (evidence.problem() == null) {
                GapAnswer.of(answers).forEach(answer -> put(stated, answer.itemId(), new Statement(answer, evidence)));
            }
        } else if (resource instanceof ImagingStudy study) {
            words.put(study, Studies.words(study));
            studyFacts.put(study, StudyFacts.of(study));
            Studies.modalities(study).forEach(m -> put(studies, m, evidence));
        } else if (resource instanceof Specimen) {
            specimens.add(evidence);
        }
    }

    private static <K, V> void put(Map<K, List<V>> map, K key, V value) {
        map.computeIfAbsent(key, k -> new ArrayList<>(2)).add(value);
    }

    private static void put(Map<Class<?>, List<Resource>> map, Resource resource) {
        map.computeIfAbsent(resource.getClass(), c -> new ArrayList<>()).add(resource);
    }

    private static List<String> marks(List<CodeableConcept> events) {
        return events.stream()
                .flatMap(e -> e.getCoding().stream())
                .filter(c -> Systems.CHECKLIST_ITEM.equals(c.getSystem()))
                .map(Coding::getCode)
                .toList();
    }

    List<Evidence> of(Code code) {
        return byCode.getOrDefault(code, List.of());
    }

    /** Documents that a person marked, and forms in which a person answered, for this item. */
    List<Evidence> markedFor(String itemId) {
        return marked.getOrDefault(itemId, List.of());
    }

    /** What somebody who was asked for this item answered last. */
    Optional<Statement> statedOf(String itemId) {
        return stated.getOrDefault(itemId, List.of()).stream()
                .reduce((a, b) -> b.evidence().isNewerThan(a.evidence()) ? b : a);
    }

    /** Studies that contain the DICOM modality. */
    List<Evidence> studies(String modality) {
        return studies.getOrDefault(modality, List.of());
    }

    /** Radiotherapy objects. */
    Set<Evidence> radiotherapy() {
        Set<Evidence> found = new LinkedHashSet<>();
        studies.forEach((modality, evidence) -> {
            if (modality.startsWith("RT")) {
                found.addAll(evidence);
            }
        });
        return found;
    }

    /** See {@link Studies#words}. */
    String words(ImagingStudy study) {
        return words.get(study);
    }

    StudyFacts facts(ImagingStudy study) {
        return studyFacts.get(study);
    }

    /** Whether a report of any imaging is among the records. */
    boolean hasImagingReport() {
        return of(RecordCodes.IMAGING_REPORT).stream()
                .anyMatch(e -> e.problem() == null || !e.problem().isVoid());
    }

    /** Of the patient; empty if the birth date is not known. */
    OptionalInt ageYears(LocalDate asOf) {
        LocalDate born = patient() == null ? null : ClinicalDates.day(patient().getBirthDateElement());
        return born == null || born.isAfter(asOf)
                ? OptionalInt.empty()
                : OptionalInt.of((int) ChronoUnit.YEARS.between(born, asOf));
    }

    List<Evidence> specimens() {
        return specimens;
    }

    /** Original documents, without their translations. */
    List<Evidence> documents() {
        return documents;
    }

    /** Records of another patient that are among those of the case. */
    List<Evidence> foreign() {
        return foreign;
    }

    /** The patient's own records of the type whose status counts. */
    <T extends Resource> List<T> valid(Class<T> type) {
        return valid.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    /** The patient's own records whose status counts. */
    List<Resource> validRecords() {
        return valid.values().stream().flatMap(List::stream).toList();
    }

    /** Procedures that are recorded as not done. */
    List<Procedure> notDone() {
        return notDone;
    }

    Patient patient() {
        return records.patient();
    }

    /** Results that count, with any of these codes, latest first. */
    List<Observation> results(Collection<Code> wanted) {
        List<Evidence> found = new ArrayList<>();
        for (Code code : wanted) {
            for (Evidence evidence : of(code)) {
                if (evidence.problem() == null && evidence.resource() instanceof Observation) {
                    found.add(evidence);
                }
            }
        }
        found.sort(NEWEST_FIRST);
        return found.stream().map(e -> (Observation) e.resource()).toList();
    }
}
