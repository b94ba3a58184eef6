package health.consilium.completeness.rules;

/**
 * A clinical coordinator's statement that an item does not exist, does not apply, or may be left out.
 *
 * @param signedBy reference of the person
 */
public record Waiver(String itemId, String reason, String signedBy) {
    public Waiver {
        if (itemId == null || reason == null || reason.isBlank() || signedBy == null || signedBy.isBlank()) {
            throw new IllegalArgumentException("A waiver names the item, the reason and who signed it");
        }
    }
}
