package health.consilium.ig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed JSON is what the committed FSH gives: compile.sh wrote the hash of each input and output. */
class FshOutputTests {

    private static final Path FSH = Path.of("input/fsh");
    private static final Path OUTPUT = Path.of("src/main/resources/health/consilium/ig/package");
    private static final Pattern DECLARATION =
            Pattern.compile("^(Profile|Extension|Instance|ValueSet|CodeSystem):.*$", Pattern.MULTILINE);
    private static final Pattern INSTANCE_OR_ID = Pattern.compile("^(?:Instance|Id): (\\S+)$", Pattern.MULTILINE);

    @Test
    void manifestHoldsEveryInputAndOutputUnchanged() throws IOException, NoSuchAlgorithmException {
        Map<String, String> actual = new TreeMap<>();
        for (Path file : inputsAndOutputs()) {
            actual.put(file.toString(), sha256(file));
        }
        // Line by line and in order, as the script compares it: a merge may leave all the lines and yet another order.
        List<String> manifest = actual.entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey())
                .toList();
        assertThat(Files.readAllLines(Path.of("fsh.sha256")))
                .as("run ig/compile.sh and commit what it writes; never edit the JSON by hand")
                .isEqualTo(manifest);
    }

    @Test
    void eachFileHoldsOneArtifactAndBearsItsName() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : fsh()) {
            String text = Files.readString(file);
            long artifacts = DECLARATION.matcher(text).results().count();
            boolean shared = file.getParent().equals(FSH);
            if (artifacts != (shared ? 0 : 1) || !shared && !file.endsWith(id(text) + ".fsh")) {
                wrong.add(file.toString());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String id(String text) {
        return INSTANCE_OR_ID
                .matcher(text)
                .results()
                .findFirst()
                .map(FshOutputTests::firstGroup)
                .orElse("");
    }

    private static String firstGroup(MatchResult match) {
        return match.group(1);
    }

    private static List<Path> inputsAndOutputs() throws IOException {
        List<Path> files = new ArrayList<>(fsh());
        try (Stream<Path> outputs = Files.walk(OUTPUT)) {
            outputs.filter(Files::isRegularFile).forEach(files::add);
        }
        files.add(Path.of("sushi-config.yaml"));
        return files;
    }

    private static List<Path> fsh() throws IOException {
        try (Stream<Path> files = Files.walk(FSH)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest);
    }
}
