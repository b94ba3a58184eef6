package health.consilium.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import health.consilium.access.Compartment;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CentreChoiceTests {

    private static final String CASE = "C-2026-7QK2M4XA";

    private final Cases cases = mock(Cases.class);
    private final CentreChoice choice = new CentreChoice(cases);
    private final CaseFile file = new CaseFile(request(), new Task());

    @BeforeEach
    void noReferrals() {
        when(cases.lastCompleted(CASE, CentreChoice.CODE)).thenCallRealMethod();
        referrals();
    }

    @Test
    void beforeOneIsNamedThereIsNone() {
        matches(match("seoul", 1).setStatus(TaskStatus.REQUESTED));

        assertThat(choice.standing(file)).isEmpty();
        assertThat(choice.named(file)).isEmpty();
    }

    @Test
    void theCentreNamedLastCounts() {
        matches(match("seoul", 2), match("heidelberg", 1));

        assertChosen("Organization/seoul");
    }

    @Test
    void ofTwoInTheSameSecondTheOneStoredLaterCounts() {
        Task first = match("heidelberg", 1);
        first.getMeta().setLastUpdated(at(1));
        Task second = match("seoul", 1);
        second.getMeta().setLastUpdated(Date.from(at(1).toInstant().plusMillis(200)));

        matches(first, second);
        assertChosen("Organization/seoul");
        matches(second, first);
        assertChosen("Organization/seoul");
    }

    @Test
    void aCentreThatDeclinedIsChosenNoMore() {
        matches(match("seoul", 1));
        referrals(referral("seoul", TaskStatus.REJECTED, 2));

        assertThat(choice.standing(file)).isEmpty();
        assertThat(choice.named(file)).as("though it was named").isPresent();
    }

    @Test
    void aCentreThatIsAtWorkOrHasReportedStaysChosen() {
        matches(match("seoul", 1));
        referrals(referral("seoul", TaskStatus.INPROGRESS, 2), referral("seoul", TaskStatus.COMPLETED, 3));

        assertChosen("Organization/seoul");
    }

    @Test
    void whatAnotherCentreDidDoesNotMatter() {
        matches(match("heidelberg", 1), match("seoul", 2));
        referrals(referral("heidelberg", TaskStatus.CANCELLED, 3));

        assertChosen("Organization/seoul");
    }

    @Test
    void aCentreThatIsNamedAnewAfterItDeclinedIsChosen() {
        matches(match("seoul", 1), match("seoul", 3));
        referrals(referral("seoul", TaskStatus.REJECTED, 2));

        assertChosen("Organization/seoul");
    }

    private void assertChosen(String centre) {
        assertThat(choice.standing(file)).map(Reference::getReference).contains(centre);
    }

    private void matches(Task... tasks) {
        when(cases.tasks(CASE, CentreChoice.CODE)).thenReturn(List.of(tasks));
    }

    private void referrals(Task... tasks) {
        when(cases.tasks(CASE, "referral")).thenReturn(List.of(tasks));
    }

    private static Task match(String centre, int hour) {
        Task match = new Task().setStatus(TaskStatus.COMPLETED).setLastModified(at(hour));
        match.addOutput(TaskSteps.output("centre", new Reference("Organization/" + centre)));
        return match;
    }

    private static Task referral(String centre, TaskStatus status, int hour) {
        return new Task()
                .setStatus(status)
                .setOwner(new Reference("Organization/" + centre))
                .setLastModified(at(hour));
    }

    private static Date at(int hour) {
        return Date.from(Instant.parse("2026-11-20T00:00:00Z").plusSeconds(3600L * hour));
    }

    private static ServiceRequest request() {
        ServiceRequest request = new ServiceRequest();
        request.getMeta().addSecurity(Compartment.ofCase(CASE));
        return request;
    }
}
