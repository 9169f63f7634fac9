import "@doorstep/chat";

const chat = document.querySelector("doorstep-chat");
const ask = document.querySelector("#ask");
ask.addEventListener("click", () => chat.open());
chat.addEventListener("unread", ({ detail }) => {
  ask.textContent = detail.count > 0 ? `Ask us (${detail.count})` : "Ask us";
});
