package health.consilium.centres.rules;

import static health.consilium.centres.rules.MatchWorld.id;
import static health.consilium.centres.rules.MatchWorld.ids;
import static health.consilium.centres.rules.MatchWorld.service;
import static health.consilium.centres.rules.MatchWorld.wish;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.centres.rules.Match.Standing;
import health.consilium.centres.rules.ReviewService.Entry;
import health.consilium.centres.rules.ReviewService.Volume;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every directory. */
class MatchPropertiesTests {

    /**
     * Any directory, and one of its services.
     *
     * @param at where that stands
     */
    private record Drawn(List<ReviewService> directory, int at) {

        static Drawn of(long seed, int size) {
            return new Drawn(random(size, new Random(seed)), new Random(seed).nextInt(size));
        }

        ReviewService one() {
            return directory.get(at);
        }

        Match match() {
            return Match.of(wish().build(), directory);
        }

        /** The match in the same directory with that service changed. */
        Match matchWith(ReviewService changed) {
            List<ReviewService> other = new ArrayList<>(directory);
            other.set(at, changed);
            return Match.of(wish().build(), other);
        }
    }

    @Property(tries = 50)
    void aNameNeverMatters(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size, @ForAll String name) {
        Drawn drawn = Drawn.of(seed, size);

        Match match = drawn.matchWith(named(drawn.one(), name));

        assertThat(ids(match)).isEqualTo(ids(drawn.match()));
        assertThat(match.standings())
                .extracting(Standing::reasons)
                .isEqualTo(drawn.match().standings().stream()
                        .map(Standing::reasons)
                        .toList());
    }

    @Property(tries = 50)
    void moreVolumeNeverLowersTheRank(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @IntRange(min = 1, max = 100) int more,
            @ForAll boolean reported) {
        Drawn drawn = Drawn.of(seed, size);
        ReviewService before = drawn.one();
        boolean was = before.volumes().get("breast").reported();

        Match grown = drawn.matchWith(grown(before, more, was || reported));

        assertThat(rank(grown, before)).isBetween(0, rank(drawn.match(), before));
    }

    @Property(tries = 50)
    void anExclusionRemovesThatOneAndMovesNoOther(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
        Drawn drawn = Drawn.of(seed, size);
        String excluded = id(drawn.one());

        List<String> expected = new ArrayList<>(ids(drawn.match()));
        expected.remove(excluded);

        assertThat(ids(Match.of(wish().without(excluded).build(), drawn.directory())))
                .isEqualTo(expected);
    }

    @Property(tries = 50)
    void theOrderOfTheDirectoryIsOfNoImportance(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
        List<ReviewService> directory = random(size, new Random(seed));
        List<ReviewService> shuffled = new ArrayList<>(directory);
        Collections.shuffle(shuffled, new Random(seed + 1));

        Match match = Match.of(wish().build(), directory);

        assertThat(Match.of(wish().build(), shuffled)).isEqualTo(match);
        assertThat(match.standings().size() + match.exclusions().size()).isEqualTo(size);
        assertThat(match.standings())
                .extracting(Standing::score)
                .isSortedAccordingTo(Collections.reverseOrder())
                .allSatisfy(score -> assertThat(score).isBetween(BigDecimal.ZERO, BigDecimal.ONE));
    }

    private static int rank(Match match, ReviewService service) {
        int rank = ids(match).indexOf(id(service));
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }

    private static ReviewService named(ReviewService service, String name) {
        Entry entry = service.entry();
        return new ReviewService(
                new Entry(entry.id(), entry.organization(), name, entry.active()),
                service.volumes(),
                service.turnaround(),
                service.languages(),
                service.modes(),
                service.absences());
    }

    private static ReviewService grown(ReviewService service, int more, boolean reported) {
        Volume volume = service.volumes().get("breast");
        return new ReviewService(
                service.entry(),
                Map.of("breast", new Volume(volume.perYear() + more, volume.year(), reported)),
                service.turnaround(),
                service.languages(),
                service.modes(),
                service.absences());
    }

    private static List<ReviewService> random(int size, Random random) {
        return Stream.iterate(0, i -> i < size, i -> i + 1)
                .map(i -> service("s" + i)
                        .volume(random.nextInt(40))
                        .reported(random.nextBoolean())
                        .observed(random.nextBoolean() ? String.valueOf(random.nextInt(12)) : null)
                        .speaks(random.nextBoolean() ? "hi" : "ko")
                        .build())
                .toList();
    }
}
