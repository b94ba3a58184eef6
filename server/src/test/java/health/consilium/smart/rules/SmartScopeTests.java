package health.consilium.smart.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmartScopeTests {

    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

    @ParameterizedTest
    @CsvSource({
        "patient/Observation.rs, READ SEARCH",
        "user/*.cruds, CREATE READ UPDATE DELETE SEARCH",
        "system/Task.u, UPDATE",
        "patient/*.read, READ SEARCH",
        "patient/Patient.write, CREATE UPDATE DELETE",
        "user/Binary.*, CREATE READ UPDATE DELETE SEARCH"
    })
    void permissionsFollowTheSuffix(String text, String permissions) {
        assertThat(SmartScope.parse(text).orElseThrow().permissions())
                .extracting(Enum::name)
                .containsExactlyInAnyOrder(permissions.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openid",
                "patient/Observation",
                "patient/Observation.",
                "patient/Observation.sr",
                "patient/Observation.rr",
                "patient/Observation.reads",
                "patient/observation.rs",
                "Patient/Observation.rs",
                "launch/Observation.rs",
                " patient/Observation.rs",
                "patient/Observation.rs ",
                "patient/Observation.rs\n",
                "patient/Observation.rs?",
                "patient/Observation.rs?category=",
                "patient/Observation.rs?category=a,b",
                "patient/Observation.rs?category=a&status=final",
                "patient/Observation.rs?category:not=a",
                "patient/Observation.rs?code=a",
                "patient/Observation.read?category=a",
                "patient/*.rs?category=a",
                "patient/Observation.rs,user/Task.rs"
            })
    void whatTheGrammarDoesNotKnowIsNoScope(String text) {
        assertThat(SmartScope.parse(text)).isEmpty();
    }

    @Test
    void aScopeGrantsSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmartScope(ScopeContext.USER, "Task", Set.of(), Optional.empty(), false));
    }

    @Property
    void aScopeReadsBackAsItWasWritten(@ForAll("scopes") SmartScope scope) {
        assertThat(SmartScope.parse(scope.toString())).contains(scope);
    }

    @Property
    void parsingNeverFails(@ForAll String text) {
        SmartScope.parse(text).ifPresent(scope -> assertThat(scope.toString()).isEqualTo(text));
    }

    @Property
    void aScopeCoversItself(@ForAll("scopes") SmartScope scope) {
        assertThat(scope.covers(scope)).isTrue();
        assertThat(scope.intersect(scope)).contains(scope);
    }

    @Property
    void coveringIsTransitive(
            @ForAll("scopes") SmartScope a, @ForAll("scopes") SmartScope b, @ForAll("scopes") SmartScope c) {
        if (a.covers(b) && b.covers(c)) {
            assertThat(a.covers(c)).isTrue();
        }
    }

    @Property
    void theIntersectionIsCoveredByBoth(@ForAll("scopes") SmartScope a, @ForAll("scopes") SmartScope b) {
        a.intersect(b).ifPresent(common -> {
            assertThat(a.covers(common)).isTrue();
            assertThat(b.covers(common)).isTrue();
            assertThat(SmartScope.parse(common.toString())).contains(common);
        });
    }

    @Property
    void theIntersectionAllowsExactlyWhatBothAllow(@ForAll("scopes") SmartScope a, @ForAll("scopes") SmartScope b) {
        Optional<SmartScope> common = a.intersect(b);
        boolean sameContext = a.context() == b.context();
        boolean sameCategory =
                a.category().isEmpty() || b.category().isEmpty() || a.category().equals(b.category());
        for (Permission permission : Permission.values()) {
            for (String type : Set.of("Observation", "Task", "Patient")) {
                boolean both = sameContext && sameCategory && a.allows(permission, type) && b.allows(permission, type);
                assertThat(common.filter(scope -> scope.allows(permission, type))
                                .isPresent())
                        .isEqualTo(both);
            }
        }
    }

    @Property
    void whatIsGrantedWasAskedForAndRegistered(
            @ForAll("scopeSets") Set<String> registered, @ForAll("scopeSets") Set<String> asked) {
        Set<String> granted = ScopeGrant.intersection(registered, asked);
        assertThat(granted).allMatch(scope -> ScopeGrant.covers(registered, scope));
        assertThat(granted).allMatch(scope -> ScopeGrant.covers(asked, scope));
        assertThat(asked.stream().filter(scope -> ScopeGrant.covers(registered, scope)))
                .allMatch(granted::contains);
    }

    @Property
    void aPartOfAScopeIsCoveredByIt(@ForAll("scopes") SmartScope scope) {
        assertThat(NarrowerScopes.of(scope.toString())).allSatisfy(part -> {
            assertThat(scope.covers(SmartScope.parse(part).orElseThrow())).isTrue();
            assertThat(NarrowerScopes.isPart(part, Set.of(scope.toString()))).isTrue();
        });
    }

    @Property
    void whatIsOfferedIsCoveredByWhatWasAsked(@ForAll("scopeSets") Set<String> asked) {
        assertThat(NarrowerScopes.with(asked))
                .containsAll(asked)
                .allMatch(scope -> asked.contains(scope) || ScopeGrant.covers(asked, scope));
    }

    @Test
    void aTypeHasPartsByCategoryAndAllRecordsByType() {
        assertThat(NarrowerScopes.of("patient/Condition.rs"))
                .contains(
                        "patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|encounter-diagnosis")
                .hasSize(3);
        assertThat(NarrowerScopes.of("patient/Observation.crs")).allMatch(scope -> scope.contains("Observation.rs?"));
        assertThat(NarrowerScopes.of("patient/*.rs")).contains("patient/DocumentReference.rs", "patient/Task.rs");
        assertThat(NarrowerScopes.of("patient/Observation.c")).isEmpty();
        assertThat(NarrowerScopes.of("patient/Condition.read")).isEmpty();
        assertThat(NarrowerScopes.of("openid")).isEmpty();
    }

    @Provide
    Arbitrary<SmartScope> scopes() {
        Arbitrary<String> types = Arbitraries.of("*", "Observation", "Task", "Patient");
        Arbitrary<Set<Permission>> permissions =
                Arbitraries.of(Permission.class).set().ofMinSize(1);
        Arbitrary<Optional<String>> categories =
                Arbitraries.of(Optional.empty(), Optional.of("vital-signs"), Optional.of(CATEGORY));
        Arbitrary<SmartScope> version2 = Combinators.combine(
                        Arbitraries.of(ScopeContext.class), types, permissions, categories)
                .as((context, type, letters, category) ->
                        new SmartScope(context, type, letters, type.equals("*") ? Optional.empty() : category, false));
        Arbitrary<SmartScope> version1 = Combinators.combine(
                        Arbitraries.of(ScopeContext.class), types, Arbitraries.of("read", "write", "*"))
                .as((context, type, suffix) -> SmartScope.parse(context.prefix() + "/" + type + "." + suffix)
                        .orElseThrow());
        return Arbitraries.oneOf(version2, version1);
    }

    @Provide
    Arbitrary<Set<String>> scopeSets() {
        return Arbitraries.oneOf(scopes().map(SmartScope::toString), Arbitraries.of(ScopeGrant.LAUNCH_SCOPES))
                .set()
                .ofMaxSize(6);
    }
}
