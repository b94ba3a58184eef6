package health.consilium.terminology.rules;

import health.consilium.terminology.rules.TextInLanguage.Status;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;

/** Reads {@code CodeSystem/checklist-text} and its supplements. */
final class ChecklistTextReader {
    private static final String STATUS = "translation-status";

    private ChecklistTextReader() {}

    /** By code. */
    static Map<String, String> english(Collection<CodeSystem> systems) {
        CodeSystem texts = systems.stream()
                .filter(system -> Systems.CHECKLIST_TEXT.equals(system.getUrl()))
                .findFirst()
                .orElseThrow(() -> new ContentException("There is no " + Systems.CHECKLIST_TEXT));
        Map<String, String> english = new LinkedHashMap<>();
        texts.getConcept().forEach(concept -> english.put(concept.getCode(), concept.getDisplay()));
        return english;
    }

    /** By language and code. */
    static Map<String, Map<String, TextInLanguage>> translations(
            Collection<CodeSystem> systems, Map<String, String> english) {
        Map<String, Map<String, TextInLanguage>> byLanguage = new TreeMap<>();
        systems.stream().filter(ChecklistTextReader::translates).forEach(supplement -> supplement
                .getConcept()
                .forEach(concept -> concept.getDesignation().forEach(designation -> {
                    String original = english.get(concept.getCode());
                    if (original == null) {
                        throw new ContentException(supplement.getUrl() + " translates " + concept.getCode()
                                + ", which is no code of " + Systems.CHECKLIST_TEXT);
                    }
                    byLanguage
                            .computeIfAbsent(designation.getLanguage(), language -> new LinkedHashMap<>())
                            .put(concept.getCode(), text(original, designation));
                })));
        return byLanguage;
    }

    private static boolean translates(CodeSystem system) {
        return system.getContent() == CodeSystemContentMode.SUPPLEMENT
                && Systems.CHECKLIST_TEXT.equals(
                        String.valueOf(system.getSupplements()).split("\\|", 2)[0]);
    }

    private static TextInLanguage text(String english, ConceptDefinitionDesignationComponent designation) {
        return new TextInLanguage(
                english, designation.getValue(), designation.getLanguage(), status(designation), false);
    }

    /** What does not say that it is signed off is a draft. */
    private static Status status(ConceptDefinitionDesignationComponent designation) {
        return Extensions.complex(designation, STATUS)
                .flatMap(extension -> Extensions.part(extension, "status"))
                .filter("signed-off"::equals)
                .map(signed -> Status.SIGNED_OFF)
                .orElse(Status.DRAFT);
    }
}
