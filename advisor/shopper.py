"""Who is asking."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shopper:
    """The person behind a request.

    `customer_id` is "" for a stranger. Without `personal` (`personalization_storage` granted)
    no profile is read or written, whatever the `customer_id`. `session_id` ties page events
    of the same visit to the conversation.
    """

    conversation_id: str = ""
    customer_id: str = ""
    personal: bool = False
    session_id: str = ""

    @property
    def known(self) -> bool:
        """Whether a profile may be used."""
        return self.personal and bool(self.customer_id)

    @property
    def owner(self) -> str:
        """Whose likes these are: the customer's when a profile may be kept, else the conversation's."""
        return self.customer_id if self.known else self.conversation_id
