package health.consilium.packaging.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Reference;

/** What is known to be missing, said where a reader would look for it, so that nobody infers that it does not exist. */
final class Gaps {

    private static final String REQUIREMENT = "https://w3id.org/consilium/fhir/StructureDefinition/requirement";
    private static final String GAP_CODE = "https://w3id.org/consilium/fhir/CodeSystem/gap-code";
    private static final String SIGNATURE = "https://w3id.org/consilium/fhir/StructureDefinition/waiver-signature";
    private static final Map<String, String> WORDS = Map.of(
            "missing", "not available",
            "missing-molecular", "not available",
            "incomplete-imaging", "available, but incomplete",
            "inadequate-tissue", "tissue inadequate or not available",
            "untranslated", "available, but not translated",
            "stale", "available, but older than wanted",
            "illegible", "available, but illegible");

    private final Map<BriefSection, List<String>> lines = new EnumMap<>(BriefSection.class);

    static Gaps of(List<DetectedIssue> issues, Classification classification) {
        Gaps gaps = new Gaps();
        issues.forEach(issue -> gaps.line(issue, classification).ifPresent(line -> gaps.lines
                .computeIfAbsent(classification.ofItem(item(issue)), key -> new ArrayList<>())
                .add(line)));
        return gaps;
    }

    private Optional<String> line(DetectedIssue issue, Classification classification) {
        String title = classification
                .catalogue()
                .titleOf(item(issue))
                .orElseGet(() -> issue.hasDetail() ? issue.getDetail() : item(issue));
        if (issue.getStatus() == DetectedIssueStatus.PRELIMINARY) {
            return Optional.of(title + ": " + state(issue));
        }
        return waiver(issue).map(waiver -> title + ": " + waiver);
    }

    /** A gap is final when it was closed, which needs no words, or waived, which does. */
    private static Optional<String> waiver(DetectedIssue issue) {
        return issue.getMitigation().stream()
                .filter(mitigation -> String.valueOf(mitigation.getAction().getText())
                        .toLowerCase(Locale.ROOT)
                        .startsWith("waived"))
                .map(mitigation -> mitigation.getAction().getText() + signature(mitigation))
                .findFirst();
    }

    /** By whom and when, as far as it was written down; what is signed has a signature that was found good. */
    private static String signature(DetectedIssueMitigationComponent mitigation) {
        Reference author = mitigation.getAuthor();
        String by = author.hasDisplay() ? author.getDisplay() : author.getReference();
        String on = mitigation.hasDate()
                ? mitigation.getDateElement().getValueAsString().replaceAll("T.*", "")
                : null;
        String signed = Stream.of(by, on).filter(Objects::nonNull).collect(Collectors.joining(", "));
        if (signed.isEmpty()) {
            return "";
        }
        return mitigation.hasExtension(SIGNATURE) ? " (signed by " + signed + ")" : " (" + signed + ", not signed)";
    }

    private static String state(DetectedIssue issue) {
        return issue.getCode().getCoding().stream()
                .filter(coding -> GAP_CODE.equals(coding.getSystem()))
                .map(coding -> WORDS.getOrDefault(coding.getCode(), "not available"))
                .findFirst()
                .orElse("not available");
    }

    private static String item(DetectedIssue issue) {
        return issue.getExtensionByUrl(REQUIREMENT) != null
                        && issue.getExtensionByUrl(REQUIREMENT).getValue() instanceof Coding coding
                ? String.valueOf(coding.getCode())
                : "";
    }

    List<String> in(BriefSection section) {
        return lines.getOrDefault(section, List.of());
    }
}
