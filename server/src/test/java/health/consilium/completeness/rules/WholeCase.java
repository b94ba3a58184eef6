package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;

import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Code;
import health.consilium.terminology.rules.CodeSet;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.ImagingProtocol;
import health.consilium.terminology.rules.ImagingProtocol.Study;
import health.consilium.terminology.rules.Systems;
import health.consilium.terminology.rules.Truth;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Specimen;
import org.hl7.fhir.r4.model.Specimen.SpecimenStatus;

/**
 * A complete case written from a checklist: for each thing asked for a record of the kind that hospitals send. It knows
 * what each record shows and so foretells, without the engine, how each item is answered when records are damaged.
 */
final class WholeCase {

    /**
     * A record and what it shows.
     *
     * @param codes for coded records
     * @param token for all others, what they are ("slides", "mark breast.clin.menopause")
     * @param parts for images, what of the body they show
     */
    record Piece(Resource resource, Set<Code> codes, String token, Set<String> parts) {

        /** Each record is itself. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Piece piece && piece.resource == resource;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(resource);
        }
    }

    /** What has happened to some of the records. */
    record Mishap(Damage damage, Set<Piece> pieces, LocalDate date) {
        static final Mishap NONE = new Mishap(Damage.REMOVED, Set.of(), TODAY);
    }

    private static final Map<String, String> TRACERS = Map.of(
            "PET-FDG", "FDG", "PET-PSMA", "PSMA", "PET-SSTR", "DOTATATE", "NM-MIBG", "MIBG", "NM-RAI", "iodine-131");

    private static final Set<String> RADIOTHERAPY = Set.of("RTPLAN", "RTSTRUCT", "RTDOSE", "CT");

    private static final List<String> PHASES =
            List.of("late arterial", "portal venous", "nephrographic", "delayed 5 min");
    private static final List<String> SEQUENCES = List.of(
            "T2 ax",
            "T2 sag",
            "DWI b1400",
            "ADC",
            "T1 pre",
            "T1 late arterial",
            "T1 portal venous early",
            "T1 delayed");

    private static final Map<String, WholeCase> WRITTEN = new ConcurrentHashMap<>();

    final Checklist checklist;
    private final Case one;
    private final World world;
    private final World.Facts asked;
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, List<List<Set<Piece>>>> served = new HashMap<>();
    private final List<Resource> background = new ArrayList<>();

    private WholeCase(String tumourType, World world) {
        this.checklist = Content.checklists().forTumourType(tumourType).orElseThrow();
        this.world = world;
        this.asked = World.Facts.of(checklist);
        this.one = Case.of(tumourType);
        pieces.add(new Piece(one.records.get(0), Set.of(), "identity", Set.of()));
        background.addAll(world.statements(one, asked));
        checklist.items().forEach(this::write);
        checklist.items().forEach(i -> served.put(i.id(), served(i)));
    }

    /** One case of a type and world serves all proofs: nothing changes it. */
    static WholeCase of(String tumourType, World world) {
        return WRITTEN.computeIfAbsent(tumourType + world, k -> new WholeCase(tumourType, world));
    }

    private List<List<Set<Piece>>> served(ChecklistItem item) {
        return needs(item).stream()
                .map(all -> all.stream()
                        .<Set<Piece>>map(need ->
                                pieces.stream().filter(need).collect(Collectors.toCollection(LinkedHashSet::new)))
                        .toList())
                .toList();
    }

    private void write(ChecklistItem item) {
        Acceptance acceptance = item.acceptance();
        if (acceptance instanceof Acceptance.Coded coded) {
            coded.codeSets().forEach(set -> coded(item, set));
        } else if (acceptance instanceof Acceptance.Imaging imaging) {
            imaging.protocol().alternatives().get(0).forEach(study -> images(imaging.protocol(), study));
        } else if (acceptance instanceof Acceptance.Slides) {
            material("slides", "1179252003");
        } else if (acceptance instanceof Acceptance.Blocks) {
            material("blocks", "441652008");
        } else if (acceptance instanceof Acceptance.DicomSet) {
            radiotherapy();
        } else if (acceptance instanceof Acceptance.Translations) {
            translation();
        } else if (acceptance instanceof Acceptance.MarkedDocument) {
            pieces.add(new Piece(one.marked(item.id()), Set.of(), "mark " + item.id(), Set.of()));
        }
    }

    private void coded(ChecklistItem item, CodeSet set) {
        if (pieces.stream().anyMatch(p -> set.codes().stream().anyMatch(p.codes()::contains))) {
            return;
        }
        List<Code> usual = set.codes().stream()
                .filter(c -> !Systems.HGNC.equals(c.system()))
                .toList();
        Code code = usual.isEmpty() ? set.codes().get(0) : usual.get(usual.size() - 1);
        Set<Code> codes = new HashSet<>(Set.of(code));
        Resource resource;
        if (Systems.HGNC.equals(code.system())) {
            resource = one.geneResult(code.code());
        } else {
            resource = switch (item.requirement().category()) {
                case MOLECULAR, LABORATORY, STAGING -> one.result("x");
                case IMAGING, PATHOLOGY -> one.report("x");
                case CLINICAL, TREATMENT -> one.document("x");
            };
            code(resource, code);
        }
        pieces.add(new Piece(resource, codes, "", Set.of()));
    }

    private static void code(Resource resource, Code code) {
        var concept = Case.concept(code.system(), code.code());
        if (resource instanceof DocumentReference document) {
            document.setType(concept);
        } else if (resource instanceof org.hl7.fhir.r4.model.Observation result) {
            result.setCode(concept);
        } else {
            ((org.hl7.fhir.r4.model.DiagnosticReport) resource).setCode(concept);
        }
    }

    private void images(ImagingProtocol protocol, Study study) {
        Regions region = Regions.of(protocol.bodyRegion());
        String tracer = study.rule().map(TRACERS::get).orElse("");
        ImagingStudy images = one.study(study.modality(), (study.modality() + " " + region.words() + " " + tracer));
        List<String> series = study.modality().equals("MR") ? SEQUENCES : PHASES;
        series.forEach(words -> Case.series(images, study.modality(), words, 1));
        if (study.modality().equals("PT")) {
            Case.series(images, "CT", "low dose", 1);
        }
        pieces.add(new Piece(images, Set.of(), images(study.modality(), tracer), region.shown()));
    }

    private static String images(String modality, String tracer) {
        return "images " + modality + (tracer == null ? "" : " " + tracer).stripTrailing();
    }

    private void material(String token, String snomed) {
        Specimen specimen = one.id(new Specimen());
        specimen.setStatus(SpecimenStatus.AVAILABLE)
                .setSubject(Case.asha())
                .setType(Case.concept(Systems.SNOMED_CT, snomed));
        specimen.getCollection().setCollected(new org.hl7.fhir.r4.model.DateTimeType(TODAY.toString()));
        pieces.add(new Piece(specimen, Set.of(), token, Set.of()));
    }

    private void radiotherapy() {
        ImagingStudy set = one.study("RTPLAN", "Radiotherapy of the left hand");
        RADIOTHERAPY.forEach(modality -> Case.series(set, modality, "hand", 1));
        pieces.add(new Piece(set, Set.of(), "radiotherapy", Set.of()));
    }

    private void translation() {
        DocumentReference original = one.document("x", "hi", TODAY);
        DocumentReference translation = one.translationOf(original);
        background.add(original);
        background.add(one.verificationOf(translation));
        pieces.add(new Piece(translation, Set.of(), "translation", Set.of()));
    }

    /** Alternatives, each of things that are all needed, each told by the pieces that show it. */
    private List<List<Predicate<Piece>>> needs(ChecklistItem item) {
        Acceptance acceptance = item.acceptance();
        if (acceptance instanceof Acceptance.Coded coded) {
            return List.of(coded.codeSets().stream()
                    .<Predicate<Piece>>map(set -> p -> set.codes().stream().anyMatch(p.codes()::contains))
                    .toList());
        }
        if (acceptance instanceof Acceptance.Imaging imaging) {
            Regions region = Regions.of(imaging.protocol().bodyRegion());
            return imaging.protocol().alternatives().stream()
                    .map(set -> set.stream()
                            .<Predicate<Piece>>map(study -> p -> isOf(p, study) && region.isShownBy(p.parts()))
                            .toList())
                    .toList();
        }
        String token = token(item);
        return List.of(List.of(p -> p.token().equals(token)));
    }

    private static String token(ChecklistItem item) {
        return switch (item.acceptance().getClass().getSimpleName()) {
            case "Slides" -> "slides";
            case "Blocks" -> "blocks";
            case "DicomSet" -> "radiotherapy";
            case "Identity" -> "identity";
            case "Translations" -> "translation";
            default -> "mark " + item.id();
        };
    }

    private static boolean isOf(Piece piece, Study study) {
        return piece.token()
                .equals(images(study.modality(), study.rule().map(TRACERS::get).orElse("")));
    }

    /** Every record that the content accepts for the item, whichever item it was written for. */
    Set<Piece> piecesOf(ChecklistItem item) {
        Set<Piece> found = new LinkedHashSet<>();
        served.get(item.id()).forEach(all -> all.forEach(found::addAll));
        return found;
    }

    /** Items that take one of these records, or whose condition asks whether such an item is there. */
    Set<String> sharing(Set<Piece> some, boolean foreign) {
        Set<String> ids = new HashSet<>();
        for (ChecklistItem item : checklist.items()) {
            boolean takes = piecesOf(item).stream().anyMatch(some::contains);
            boolean identity = foreign && item.acceptance() instanceof Acceptance.Identity;
            if (takes || identity) {
                ids.add(item.id());
            }
        }
        for (ChecklistItem item : checklist.items()) {
            boolean asks = item.requirement()
                    .applicability()
                    .filter(a -> a.condition().facts().contains("hasItem"))
                    .isPresent();
            if (asks) {
                ids.add(item.id());
            }
        }
        return ids;
    }

    /** How each item must be answered; NOT_SETTLED stands for whatever is neither met nor a question. */
    Map<String, String> foretold(Mishap mishap) {
        Map<String, Boolean> met = new LinkedHashMap<>();
        checklist.items().forEach(i -> met.put(i.id(), isMet(i, mishap)));
        Set<String> held = new HashSet<>();
        met.forEach((id, is) -> {
            if (is) {
                held.add(id);
            }
        });
        CaseFacts facts = world.facts(asked).holding(held);
        Map<String, String> answers = new TreeMap<>();
        for (ChecklistItem item : checklist.items()) {
            Truth applies = World.applies(item, facts);
            if (applies != Truth.FALSE) {
                String lacking = applies == Truth.UNKNOWN ? "QUESTION" : "NOT_SETTLED";
                answers.put(item.id(), met.get(item.id()) ? "MET" : lacking);
            }
        }
        return answers;
    }

    private boolean isMet(ChecklistItem item, Mishap mishap) {
        boolean foreign =
                mishap.damage() == Damage.OTHER_PATIENT && !mishap.pieces().isEmpty();
        if (foreign && item.acceptance() instanceof Acceptance.Identity) {
            return false;
        }
        return served.get(item.id()).stream()
                .anyMatch(all -> all.stream().allMatch(need -> need.stream().anyMatch(p -> counts(p, item, mishap))));
    }

    private static boolean counts(Piece piece, ChecklistItem item, Mishap mishap) {
        if (!mishap.pieces().contains(piece)) {
            return true;
        }
        return mishap.damage() == Damage.AGED
                && (item.maxAgeDays().isEmpty()
                        || ChronoUnit.DAYS.between(mishap.date(), TODAY)
                                <= item.maxAgeDays().getAsInt());
    }

    CompletenessResult check(Mishap mishap) {
        List<Resource> records = new ArrayList<>();
        for (Piece piece : pieces) {
            if (!mishap.pieces().contains(piece)) {
                records.add(piece.resource());
            } else if (mishap.damage() != Damage.REMOVED) {
                Resource damaged = piece.resource().copy();
                damaged.setId(piece.resource().getId());
                mishap.damage().to(damaged, mishap.date());
                records.add(damaged);
            }
        }
        records.addAll(background);
        return Case.check(checklist, records);
    }

    static Map<String, String> answered(CompletenessResult result) {
        Map<String, String> answers = new TreeMap<>();
        result.items()
                .forEach(i -> answers.put(
                        i.item().id(),
                        switch (i.status()) {
                            case MET -> "MET";
                            case QUESTION -> "QUESTION";
                            default -> "NOT_SETTLED";
                        }));
        return answers;
    }
}
