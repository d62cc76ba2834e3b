import type { Company } from "../people/company";
import type { Person } from "../protocol";
import { Menu, MenuItem } from "../ui/Menu";
import { useStore } from "../ui/useStore";
import { hide, makeHost, remove, report } from "./person";
import { letDo } from "./ranking";
import { speakHere } from "./tongue";
import { t } from "./words";

/** The menu, in the language of the page. */
export async function openPerson(): Promise<typeof PersonMenu> {
  await speakHere();
  return PersonMenu;
}

interface PersonMenuProps {
  company: Company;
  person: Person;
  opener: HTMLElement | null;
  onClose: () => void;
}

/** What can be done about somebody: most of it by hosts. */
export function PersonMenu({ company, person, opener, onClose }: PersonMenuProps) {
  const { drawing } = company;
  const isHost = useStore(drawing.client.view, ({ role }) => role === "host");
  const { name, role } = person;
  const act = (deed: (where: typeof drawing, whom: Person) => void) => () => deed(drawing, person);
  return (
    <Menu label={t("menu", { name })} opener={opener} onClose={onClose}>
      <MenuItem onChoose={() => company.follow.start(person)}>{t("follow")}</MenuItem>
      {isHost && role === "viewer" && (
        <MenuItem onChoose={() => letDo(drawing, person, "painter")}>{t("draw")}</MenuItem>
      )}
      {isHost && role === "painter" && (
        <MenuItem onChoose={() => letDo(drawing, person, "viewer")}>{t("watch")}</MenuItem>
      )}
      {isHost && role !== "host" && (
        <>
          <MenuItem onChoose={act(remove)}>{t("remove")}</MenuItem>
          <MenuItem onChoose={act(makeHost)}>{t("host")}</MenuItem>
        </>
      )}
      {isHost && <MenuItem onChoose={act(hide)}>{t("hide")}</MenuItem>}
      {!isHost && <MenuItem onChoose={act(report)}>{t("report")}</MenuItem>}
    </Menu>
  );
}
