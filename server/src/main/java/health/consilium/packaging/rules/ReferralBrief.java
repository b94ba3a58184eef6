package health.consilium.packaging.rules;

import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The Composition at the head of a referral package, profile {@code referral-brief}. Every section is always there. */
final class ReferralBrief {

    private static final String PROFILE = "https://w3id.org/consilium/fhir/StructureDefinition/referral-brief";
    private static final String EMPTY_REASON = "http://terminology.hl7.org/CodeSystem/list-empty-reason";
    private static final String LOINC = "http://loinc.org";

    private final ReferralMaterial material;
    private final Classification classification;
    private final Gaps gaps;

    ReferralBrief(ReferralMaterial material, Classification classification) {
        this.material = material;
        this.classification = classification;
        this.gaps = Gaps.of(material.gaps(), classification);
    }

    Composition composition(String id, Date date) {
        Composition brief = new Composition();
        brief.setId("Composition/" + id);
        brief.getMeta().addProfile(PROFILE);
        brief.setLanguage("en");
        brief.setStatus(CompositionStatus.FINAL);
        brief.setType(new CodeableConcept(new Coding(LOINC, "57149-7", "Oncology Referral note")));
        brief.setSubject(new Reference(Classification.reference(material.patient())));
        brief.setDate(date);
        brief.addAuthor(material.author().copy());
        brief.setTitle("Referral for a second opinion");
        Map<BriefSection, List<Resource>> entries = entries();
        for (BriefSection section : BriefSection.values()) {
            brief.addSection(
                    section == BriefSection.QUESTIONS
                            ? questions()
                            : section(section, entries.getOrDefault(section, List.of())));
        }
        return brief;
    }

    private Map<BriefSection, List<Resource>> entries() {
        Map<BriefSection, List<Resource>> entries = new EnumMap<>(BriefSection.class);
        material.content()
                .forEach(resource -> classification.sectionsOf(resource).forEach(section -> entries.computeIfAbsent(
                                section, key -> new ArrayList<>())
                        .add(resource)));
        return entries;
    }

    private SectionComponent questions() {
        SectionComponent section = head(BriefSection.QUESTIONS);
        List<ClinicalQuestion> questions = ClinicalQuestion.of(material.request());
        if (questions.isEmpty()) {
            return empty(section, List.of("No question was put in words."));
        }
        section.setText(Narratives.list(questions.stream()
                .map(question -> question.number() + ". " + question.text())
                .toList()));
        return section;
    }

    private SectionComponent section(BriefSection kind, List<Resource> resources) {
        SectionComponent section = head(kind);
        List<String> missing = gaps.in(kind);
        if (resources.isEmpty()) {
            return empty(section, missing);
        }
        List<String> lines = new ArrayList<>(resources.stream().map(Lines::of).toList());
        missing.forEach(line -> lines.add("Known to be missing: " + line));
        section.setText(Narratives.list(lines));
        resources.forEach(resource -> section.addEntry(new Reference(Classification.reference(resource))));
        return section;
    }

    /** Absent is not the same as none: the sender did not say. */
    private static SectionComponent empty(SectionComponent section, List<String> missing) {
        section.setEmptyReason(new CodeableConcept(new Coding(EMPTY_REASON, "unavailable", "Unavailable")));
        section.setText(
                missing.isEmpty()
                        ? Narratives.paragraph("Nothing was received for this section.")
                        : Narratives.list(missing));
        return section;
    }

    private static SectionComponent head(BriefSection kind) {
        SectionComponent section = new SectionComponent();
        section.setTitle(kind.title());
        if (!kind.loinc().isEmpty()) {
            section.setCode(new CodeableConcept(new Coding(LOINC, kind.loinc(), null)));
        }
        return section;
    }
}
