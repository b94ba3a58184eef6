package health.consilium.terminology.rules;

import java.util.List;
import java.util.Optional;

/**
 * The records that a remote second opinion on one tumour type needs.
 *
 * @param notice that this is draft content for clinical sign-off; every answer built on the checklist must carry it
 * @param centre as which it asks; empty for the checklist as it is
 */
public record Checklist(
        String url,
        String version,
        String tumourType,
        String title,
        String notice,
        List<ChecklistItem> items,
        Optional<CentreAsks> centre) {
    public Checklist {
        items = List.copyOf(items);
    }

    /** The checklist as a centre asks for it: with the same items in the same order. */
    public Checklist askedBy(CentreAsks centre) {
        List<ServiceAsks> speaking = centre.speaking(tumourType);
        return new Checklist(
                url,
                version,
                tumourType,
                title,
                notice,
                items.stream().map(item -> centre.asked(item, speaking)).toList(),
                Optional.of(centre));
    }

    public Optional<ChecklistItem> item(String id) {
        return items.stream().filter(i -> i.id().equals(id)).findFirst();
    }
}
