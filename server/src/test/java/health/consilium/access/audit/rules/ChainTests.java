package health.consilium.access.audit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ChainTests {

    private static byte[] head(List<String> contents) {
        byte[] hash = Chain.start();
        for (String content : contents) {
            hash = Chain.next(hash, content);
        }
        return hash;
    }

    @Property(tries = 200)
    void anEventThatChangesChangesTheHead(
            @ForAll @Size(min = 1, max = 20) List<String> contents, @ForAll int place, @ForAll String other) {
        List<String> changed = new java.util.ArrayList<>(contents);
        String before = changed.set(Math.floorMod(place, contents.size()), other);

        assertThat(java.util.Arrays.equals(head(contents), head(changed))).isEqualTo(before.equals(other));
    }

    @Property(tries = 200)
    void anEventThatIsTakenOutChangesTheHead(
            @ForAll @Size(min = 1, max = 20) List<String> contents, @ForAll int place) {
        List<String> shorter = new java.util.ArrayList<>(contents);
        shorter.remove(Math.floorMod(place, contents.size()));

        assertThat(head(shorter)).isNotEqualTo(head(contents));
    }
}
