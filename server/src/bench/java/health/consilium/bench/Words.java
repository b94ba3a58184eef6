package health.consilium.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** Codes, names and prose of a generated record, as varied as a real one's so that nothing compresses too well. */
final class Words {

    private static final String[] SYLLABLES = {
        "ba", "cer", "do", "fen", "gra", "hi", "jo", "kal", "lem", "mo", "nu", "or", "pre", "qua", "ri", "sta", "tu",
        "ven", "xi", "zol"
    };
    private static final int VOCABULARY = 900;
    private static final int CODES = 250;

    private final Random random;
    private final List<String> vocabulary = new ArrayList<>();

    Words(Random random) {
        this.random = random;
        Random fixed = new Random(7);
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllables = 1 + fixed.nextInt(4); syllables > 0; syllables--) {
                word.append(SYLLABLES[fixed.nextInt(SYLLABLES.length)]);
            }
            vocabulary.add(word.toString());
        }
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    String word() {
        return vocabulary.get(random.nextInt(VOCABULARY));
    }

    String name() {
        return capital(word()) + " " + capital(word());
    }

    String sentence() {
        return capital(word()) + " " + word() + " " + word() + " " + word() + " " + word() + ".";
    }

    String text(int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            text.append(sentence()).append(i % 5 == 4 ? "\n\n" : " ");
        }
        return text.toString();
    }

    CodeableConcept snomed(String what) {
        return coded("http://snomed.info/sct", what);
    }

    CodeableConcept loinc() {
        int number = random.nextInt(CODES);
        String label = capital(vocabulary.get(number)) + " in Serum or Plasma";
        return new CodeableConcept(new Coding("http://loinc.org", (1000 + number) + "-" + number % 10, label))
                .setText(label);
    }

    CodeableConcept coded(String system, String what) {
        int number = random.nextInt(CODES);
        String label = what + " " + vocabulary.get(number);
        return new CodeableConcept(new Coding(system, String.valueOf(100_000_000 + number * 7919), label))
                .setText(label);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
