package health.consilium.turnaround;

import health.consilium.access.CaseAccess;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Service;

/** The Tasks whose due date has passed, by one query over the clocks. One whose clock stands still is not late. */
@Service
class Overdue {

    private final ClockTable table;
    private final FhirStore store;
    private final CaseAccess access;
    private final FhirSettings settings;
    private final Clock clock;

    Overdue(ClockTable table, FhirStore store, CaseAccess access, FhirSettings settings, Clock clock) {
        this.table = table;
        this.store = store;
        this.access = access;
        this.settings = settings;
        this.clock = clock;
    }

    Bundle list(OverdueRequest request) {
        List<String> late = table.overdue(request, clock.instant());
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.SEARCHSET);
        bundle.setTotal(table.overdue(request.owner(), clock.instant()));
        tasks(late).forEach(task -> bundle.addEntry()
                .setFullUrl(settings.base() + "/Task/" + task.getIdElement().getIdPart())
                .setResource(task)
                .getSearch()
                .setMode(SearchEntryMode.MATCH));
        return bundle;
    }

    /** In the order of the ids, and only what the caller may see. */
    private List<Task> tasks(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Task> byId = access
                .visible(store.search(FhirQuery.of(Task.class).where("_id", ids)))
                .stream()
                .collect(Collectors.toMap(task -> task.getIdElement().getIdPart(), Function.identity()));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }
}
