/** The mail that invites a new user. Nothing in it is written by whoever creates the user but the organization's name. */
export function invitation({ organization, loginUrl }: { organization: string; loginUrl: string }): {
  subject: string;
  body: string;
} {
  return {
    subject: `Invitation to ${organization}`,
    body: [
      'Hello,',
      '',
      `you have been invited to work with the documents of ${organization}. Sign in here:`,
      '',
      loginUrl,
      '',
      'If you did not expect this mail, you need not do anything.',
      '',
    ].join('\n'),
  };
}
