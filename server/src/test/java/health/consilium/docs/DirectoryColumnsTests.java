package health.consilium.docs;

import health.consilium.centres.rules.DirectoryColumn;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The columns of a directory file on its page are those that the code reads. */
class DirectoryColumnsTests {

    @Test
    void thePageHasTheColumns() {
        String rows = Stream.of(DirectoryColumn.values())
                .map(column -> "| `" + column.header() + "` | " + (column.isRequired() ? "yes" : "") + " | "
                        + column.meaning() + " |")
                .collect(Collectors.joining("\n"));

        new GeneratedBlock(Path.of("docs/operations/load-directory.md"), "columns")
                .mustBe("| Column | Needed | Meaning |\n|-|-|-|\n" + rows);
    }
}
