package health.consilium.terminology.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The records that a remote second opinion on one tumour type needs.
 *
 * @param notice that this is draft content for clinical sign-off; every answer built on the checklist must carry it
 */
public record Checklist(
        String url, String version, String tumourType, String title, String notice, List<ChecklistItem> items) {
    public Checklist {
        items = List.copyOf(items);
    }

    /** The checklist as a centre asks for it. */
    public Checklist with(Collection<CentreOverride> overrides) {
        Map<String, CentreOverride> byItem =
                overrides.stream().collect(Collectors.toMap(CentreOverride::itemId, Function.identity()));
        List<ChecklistItem> changed = items.stream()
                .map(i -> Optional.ofNullable(byItem.get(i.id())).map(i::as).orElse(i))
                .toList();
        return new Checklist(url, version, tumourType, title, notice, changed);
    }

    public Optional<ChecklistItem> item(String id) {
        return items.stream().filter(i -> i.id().equals(id)).findFirst();
    }
}
