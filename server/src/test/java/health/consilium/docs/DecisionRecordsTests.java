package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decisions are numbered one after the other, each once, under their number and in the list. */
class DecisionRecordsTests {

    private static final Path FOLDER = Path.of("docs/adr");

    private static List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }

    private static int number(Path record) {
        return Integer.parseInt(record.getFileName().toString().substring(0, 4));
    }

    @Test
    void eachNumberIsGivenOnceAndNoneIsLeftOut() throws IOException {
        List<Path> records = records();
        assertThat(records.stream().map(DecisionRecordsTests::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, records.size()).boxed().toList());
    }

    @Test
    void eachIsHeadedByItsNumberAndInTheList() throws IOException {
        String list = Files.readString(FOLDER.resolve("README.md"));
        for (Path record : records()) {
            assertThat(Files.readAllLines(record).get(0)).as("%s", record).startsWith("# " + number(record) + ". ");
            assertThat(list).contains("| " + number(record) + " | [", "](" + record.getFileName() + ")");
        }
    }
}
