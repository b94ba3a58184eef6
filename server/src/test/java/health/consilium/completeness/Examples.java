package health.consilium.completeness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.consilium.completeness.rules.CaseFactsExtractor;
import health.consilium.completeness.rules.CompletenessEngine;
import health.consilium.support.ExampleCases;
import health.consilium.terminology.AskingCentres;
import health.consilium.terminology.Checklists;
import health.consilium.terminology.rules.CodeEquivalence;
import health.consilium.terminology.rules.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Bundle;

/** The cases of examples/cases, and what they say that is to be found. */
final class Examples {

    private Examples() {}

    static CompletenessEngine engine() {
        return new CompletenessEngine(
                CodeEquivalence.of(Content.maps()),
                Content.imagingRules(),
                new CaseFactsExtractor(Content.mapper().types(), Content.maps()),
                Content.weights());
    }

    /** @param centres what they ask differently */
    static Precheck precheck(AskingCentres centres) {
        CaseChecklists checklists = new CaseChecklists(null, new Checklists(Content.checklists()), centres, null);
        return new Precheck(engine(), checklists, Content.checklistTexts(), Clock.systemUTC());
    }

    /** The case from a hospital that writes English, so that nothing waits for a translation. */
    static Bundle inEnglish(String name) {
        return ExampleCases.inEnglish(ExampleCases.transaction(name));
    }

    static Bundle without(Bundle bundle, String name, List<String> entries) {
        Set<String> left = entries.stream()
                .map(entry -> fullUrl(name + "/transaction/" + entry))
                .collect(Collectors.toSet());
        int all = bundle.getEntry().size();
        bundle.getEntry().removeIf(entry -> left.contains(entry.getFullUrl()));
        if (bundle.getEntry().size() != all - left.size()) {
            throw new AssertionError("No such entries: " + entries);
        }
        return bundle;
    }

    static JsonNode expected(String name) {
        try {
            return new ObjectMapper().readTree(ExampleCases.text(name + "/expected.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> strings(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
    }

    /** As assemble.sh makes it: the form of a version 5 UUID, of the SHA-1 of the entry's name. */
    private static String fullUrl(String name) {
        try {
            byte[] bytes = ("https://w3id.org/consilium/examples/" + name).getBytes(StandardCharsets.UTF_8);
            String h =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
            String variant = Integer.toHexString((Character.digit(h.charAt(16), 16) & 3) | 8);
            return "urn:uuid:" + h.substring(0, 8) + "-" + h.substring(8, 12) + "-5" + h.substring(13, 16) + "-"
                    + variant + h.substring(17, 20) + "-" + h.substring(20, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
