package health.consilium.completeness;

import health.consilium.terminology.rules.ChecklistItem;

/** What an item is called and how to obtain it, in the language of whoever is asked for it. */
interface ItemTexts {

    /**
     * @param translated false where English stands in
     */
    record Text(String words, boolean translated) {}

    Text label(ChecklistItem item, String language);

    /** Empty words where the content has none. */
    Text howToObtain(ChecklistItem item, String language);
}
