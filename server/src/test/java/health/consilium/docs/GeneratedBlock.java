package health.consilium.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that is made from the code, between {@code <!-- name -->} and {@code <!-- /name -->}. A test that finds
 * another text there fails; run with {@code -Ddocs.write=true} it writes the right one instead.
 */
record GeneratedBlock(Path page, String name) {

    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    void mustBe(String text) {
        String before = read(page);
        String after = replaced(before, text);
        if (WRITE) {
            write(page, after);
            return;
        }
        assertThat(before)
                .as(
                        "Block %s of %s is not what the code says. Write it with: mvn -pl server -am test -Dtest='health.consilium"
                                + ".docs.*Tests' -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true",
                        name, page)
                .isEqualTo(after);
    }

    private String replaced(String pageText, String text) {
        String open = "<!-- " + name + " -->\n";
        String close = "<!-- /" + name + " -->";
        int from = pageText.indexOf(open);
        int to = pageText.indexOf(close);
        assertThat(from >= 0 && to > from).as("%s has a block %s", page, name).isTrue();
        return pageText.substring(0, from + open.length()) + text.strip() + "\n" + pageText.substring(to);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
