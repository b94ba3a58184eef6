package health.consilium.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import health.consilium.fhir.RefusedException;
import health.consilium.fhir.ResourceTypes;
import health.consilium.fhir.SearchNames;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterGuardTests {

    private static final Set<String> PATIENT = Set.of("Patient");

    private final ParameterGuard guard = new ParameterGuard(searchedByNameAndGender());

    private static SearchNames searchedByNameAndGender() {
        SearchNames names = mock(SearchNames.class);
        when(names.isSearchedBy(eq("Patient"), any()))
                .thenAnswer(asked -> Set.of("name", "gender", "organization").contains(asked.<String>getArgument(1)));
        // As HAPI's registry, which knows more than what is offered.
        when(names.isSearchedBy("Patient", "_includeDeleted")).thenReturn(true);
        return names;
    }

    private void ask(String query) {
        guard.checkNames(PATIENT, ParameterGuard.query(query));
    }

    private static void assertUnknown(ThrowingCallable asking) {
        assertThatThrownBy(asking).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.refusals().get(0).code()).isEqualTo("unknown-parameter");
        });
    }

    /** HAPI looks the last of these up as well, here and not elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"Patient?%s", "Patient/?%s", "https://elsewhere.example.org/fhir/Patient?%s"})
    void aReferenceByConditionIsReadAsHapiDoes(String reference) {
        Visibility desk = mock(Visibility.class);
        when(desk.mayReach()).thenReturn(true);

        guard.checkReference(reference.formatted("name=x&_tag=y"), desk);

        assertUnknown(() -> guard.checkReference(reference.formatted("name=x&_includeDeleted=true"), desk));
        assertUnknown(() -> guard.checkReference(reference.formatted("address=x"), desk));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name=x&gender=female",
                "Patient?name:exact=x&_id:not=1",
                "organization:Organization.name:contains=x",
                "_has:Observation:patient:_has:Group:member:_id=1",
                "_sort=-name,_lastUpdated&_include:iterate=Patient:organization&_elements:exclude=name",
                "_sort:desc=gender&_count=5&&_format=json"
            })
    void whatIsOfferedPasses(String query) {
        ask(query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=x",
                "colour=x",
                "Name=x",
                "_NAME=x",
                "_includeDeleted=true",
                "_pid=1",
                "name:nickname=x",
                "name:mdm=x",
                "name:exact:made-up=x",
                "organization.name:made-up=x",
                "organization._includeDeleted=true",
                "_has:Observation:patient:_pid=1",
                "_has:Observation:patient:_has:Group:member:_filter=1",
                "_sort=_pid",
                "_sort=name,-colour",
                "%5Fpid=1",
                "name=x&_pid=1"
            })
    void whatIsNotOfferedIsRefused(String query) {
        assertUnknown(() -> ask(query));
    }

    @Property
    void whatNobodyListedIsRefused(@ForAll @AlphaChars @StringLength(min = 1, max = 12) String name) {
        Assume.that(!Set.of("name", "gender", "organization").contains(name) && !OfferedParameters.offers("_" + name));

        assertUnknown(() -> ask(name + "=1"));
        assertUnknown(() -> ask("_" + name + "=1"));
        assertUnknown(() -> ask("_" + name + ":missing=true"));
        assertUnknown(() -> ask("organization._" + name + "=1"));
        assertUnknown(() -> ask("_has:Observation:patient:_" + name + "=1"));
        assertUnknown(() -> ask("_sort=_" + name));
        assertUnknown(() -> ParameterGuard.checkPage(ParameterGuard.query("_getpages=1&_" + name + "=1")));
    }

    @Property
    void aModifierThatNobodyListedIsRefused(@ForAll @AlphaChars @StringLength(min = 1, max = 12) String modifier) {
        Assume.that(
                !OfferedParameters.modifiesBy(modifier) && !ResourceTypes.all().contains(modifier));

        assertUnknown(() -> ask("name:" + modifier + "=1"));
        assertUnknown(() -> ask("organization:Organization.name:" + modifier + "=1"));
    }

    @Example
    void aPageHasNoConditionsOfItsOwn() {
        ParameterGuard.checkPage(ParameterGuard.query("_getpages=1&_getpagesoffset=5&_count=5&_bundletype=searchset"));
        for (String other : Set.of("name=x", "_has:Task:focus:_id=1", "_security=x", "_pid=1")) {
            assertUnknown(() -> ParameterGuard.checkPage(ParameterGuard.query("_getpages=1&" + other)));
        }
    }

    @Example
    void whereNoTypeIsSearchedNothingIsSearchedBy() {
        assertUnknown(() -> guard.checkNames(Set.of(), Map.of("name", new String[] {"x"})));
    }
}
